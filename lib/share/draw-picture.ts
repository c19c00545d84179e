import 'server-only'
import { join } from 'node:path'
import type { OverlayOptions } from 'sharp'
import { WRITING } from '#lib/languages/languages.ts'
import {
  baseSvg,
  INK,
  INK_SOFT,
  PHOTO_START,
  PHOTO_WIDTH,
  PICTURE_HEIGHT,
  PICTURE_WIDTH,
  STRIP_HEIGHT,
  STRIP_TOP,
  WORDS,
} from './picture-base.ts'
import type { PicturePlan } from './picture-plan.ts'

/** Some who show pictures of links take none that are larger; beyond it colours are counted. */
const PLAIN_MAX_BYTES = 300_000
/** No picture of a sale needs more; a small file can claim to be a picture of a billion points. */
const PIXELS_MAX = 40_000_000
const TITLE_SIZES = [168, 144, 124, 108, 96, 84, 74, 64, 56, 48, 42] as const
const TITLE_MAX_HEIGHT = 210
const PRICE_SIZES = [60, 48, 38, 30] as const
/** Lines of a poster stand closer than lines of a book. */
const LEADING = 0.16
const LINE_SIZES = [30, 26, 22] as const

type Font = 'Stampede Poster Ultra-Bold' | 'Stampede Text' | 'Stampede Text Bold'
type Line = {
  words: string
  font: Font
  sizes: readonly number[]
  color?: string
  maxHeight: number
  isStruck?: boolean
}
type Drawn = { data: Buffer; width: number; height: number }

/**
 * Draws a picture for sharing, PNG, 1200 by 630. `photo` is the file the plan names, or null. It takes some fifty milliseconds of threads
 * of its own, none of this one: at zero nobody's claim waits for a picture. (next/og lays out and draws in the thread that answers,
 * and knows no Arabic.) Throws where this machine has no sharp, or the photo is none.
 */
export async function drawPicture(plan: PicturePlan, photo: Buffer | null): Promise<Buffer> {
  const sharp = await loadSharp()
  const isRightToLeft = WRITING[plan.language].dir === 'rtl'
  const text = (line: Line) => drawText(sharp, line, isRightToLeft)
  const [name, byline, title, price, was, state] = await Promise.all([
    text({ words: 'Stampede', font: 'Stampede Poster Ultra-Bold', sizes: [32], maxHeight: 60 }),
    text({
      words: plan.byline,
      font: 'Stampede Text Bold',
      sizes: LINE_SIZES,
      color: INK_SOFT,
      maxHeight: 40,
    }),
    text({
      words: plan.title,
      font: 'Stampede Poster Ultra-Bold',
      sizes: TITLE_SIZES,
      maxHeight: TITLE_MAX_HEIGHT,
    }),
    text({ words: plan.price, font: 'Stampede Poster Ultra-Bold', sizes: PRICE_SIZES, maxHeight: 80 }),
    text({
      words: plan.wasPrice,
      font: 'Stampede Text',
      sizes: [30],
      color: INK_SOFT,
      maxHeight: 60,
      isStruck: true,
    }),
    text({ words: plan.state, font: 'Stampede Text Bold', sizes: LINE_SIZES, maxHeight: 40 }),
  ])
  const place = (drawn: Drawn | null, top: number, start: number = WORDS.start): OverlayOptions[] =>
    drawn
      ? [
          {
            input: drawn.data,
            top: Math.round(top),
            left: Math.round(isRightToLeft ? PICTURE_WIDTH - start - drawn.width : start),
          },
        ]
      : []
  const titleTop = WORDS.top + 108
  const priceBottom = STRIP_TOP - 26
  const layers = [
    ...(photo
      ? [{ input: await cutPhoto(sharp, photo), top: 0, left: isRightToLeft ? 0 : PHOTO_START }]
      : []),
    ...place(name, WORDS.top + 1, WORDS.start + 54),
    ...place(byline, WORDS.top + 62),
    ...place(title, titleTop),
    ...place(price, priceBottom - (price?.height ?? 0)),
    ...place(was, priceBottom - (was?.height ?? 0), WORDS.start + (price?.width ?? 0) + 18),
    ...place(state, STRIP_TOP + STRIP_HEIGHT + 24),
  ]
  const drawn = sharp(Buffer.from(baseSvg(plan, isRightToLeft))).composite(layers)
  const plain = await drawn.clone().png({ compressionLevel: 8 }).toBuffer()
  return plain.length <= PLAIN_MAX_BYTES ? plain : drawn.png({ palette: true, effort: 4 }).toBuffer()
}

type Sharp = typeof import('sharp')['default']

async function loadSharp(): Promise<Sharp> {
  // Read when the library is loaded: our fonts first, the machine's after them.
  process.env.FONTCONFIG_FILE ??= join(process.cwd(), 'lib/share/fonts/fonts.conf')
  const { default: sharp } = await import('sharp')
  sharp.concurrency(1)
  sharp.cache(false)
  return sharp
}

/** In the largest size that fits its room; null for no words. What fits in none is cut off at the smallest. */
async function drawText(sharp: Sharp, line: Line, isRightToLeft: boolean): Promise<Drawn | null> {
  const words = markup(line.words)
  if (words === '') return null
  const style = `foreground="${line.color ?? INK}"${line.isStruck ? ' strikethrough="true"' : ''}`
  let last: Drawn | null = null
  for (const [at, size] of line.sizes.entries()) {
    const isLast = at === line.sizes.length - 1
    const { data, info } = await sharp({
      text: {
        text: `<span ${style}>${words}</span>`,
        font: `${line.font} ${size}`,
        dpi: 72,
        width: WORDS.width,
        rgba: true,
        // Pango turns the sides around for words that are read from the right.
        align: isRightToLeft === readsFromRight(line.words) ? 'left' : 'right',
        spacing: -Math.round(size * LEADING),
        wrap: isLast ? 'word-char' : 'word',
      },
    })
      .png()
      .toBuffer({ resolveWithObject: true })
    last = { data, width: info.width, height: info.height }
    if (info.width <= WORDS.width && info.height <= line.maxHeight) return last
  }
  if (!last) return null
  const height = Math.min(last.height, line.maxHeight)
  const width = Math.min(last.width, WORDS.width)
  const data = await sharp(last.data).extract({ left: 0, top: 0, width, height }).toBuffer()
  return { data, width, height }
}

async function cutPhoto(sharp: Sharp, photo: Buffer): Promise<Buffer> {
  return sharp(photo, { limitInputPixels: PIXELS_MAX, density: 96 })
    .rotate()
    .resize(PHOTO_WIDTH, PICTURE_HEIGHT, { fit: 'cover' })
    .flatten({ background: '#f1eadd' })
    .png({ compressionLevel: 1 })
    .toBuffer()
}

/** By its first letter that has a direction. */
function readsFromRight(words: string): boolean {
  const first = /\p{L}/u.exec(words)?.[0] ?? ''
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(first)
}

/** As Pango takes it: no letter of a title is an order, and none is a control character. */
function markup(words: string): string {
  return words
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]+/gu, ' ')
    .replace(/[&<>"']/g, (mark) => `&#${mark.codePointAt(0)};`)
    .trim()
}
