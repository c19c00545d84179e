import type { PicturePlan, StripTick } from './picture-plan.ts'

/** What every network that shows pictures of links takes: 1.91 to 1. */
export const PICTURE_WIDTH = 1200
export const PICTURE_HEIGHT = 630
/** Where the words stand, measured from the side reading begins on. */
export const WORDS = { start: 56, width: 524, top: 48, bottom: 582 }
/** Where the picture begins on that measure; it reaches to the other edge. */
export const PHOTO_START = 632
export const PHOTO_WIDTH = PICTURE_WIDTH - PHOTO_START

/** The tokens of app/globals.css on light paper: a picture cannot know what its reader prefers. */
export const INK = '#16130f'
export const INK_SOFT = '#534b40'
const PAPER = '#fbf7f0'
const PAPER_SUNK = '#f1eadd'
const HOT = '#ff4d00'
const HELD = '#ffb21a'

export const STRIP_HEIGHT = 34
export const STRIP_TOP = 480

/** The paper, the wordmark's ticks, the stock strip, and (where there is no picture) a large strip in its place. */
export function baseSvg(plan: PicturePlan, isRightToLeft: boolean): string {
  const x = (start: number, width: number) => (isRightToLeft ? PICTURE_WIDTH - start - width : start)
  const parts = [
    `<rect width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}" fill="${PAPER}"/>`,
    `<rect x="${x(PHOTO_START - 6, 6)}" width="6" height="${PICTURE_HEIGHT}" fill="${INK}"/>`,
    wordmark(x(WORDS.start, 44), WORDS.top, 30),
    ...strip(plan.strip, x(WORDS.start, WORDS.width), STRIP_TOP, WORDS.width, STRIP_HEIGHT, isRightToLeft),
  ]
  if (plan.pictureUrl === null)
    parts.push(
      `<rect x="${x(PHOTO_START, PHOTO_WIDTH)}" width="${PHOTO_WIDTH}" height="${PICTURE_HEIGHT}" fill="${PAPER_SUNK}"/>`,
      wordmark(x(PHOTO_START + 84, 400), 178, 274),
    )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}">
    <defs><pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="9" height="9" fill="${HELD}"/><rect width="2.5" height="9" fill="${INK}"/></pattern></defs>
    ${parts.join('')}</svg>`
}

const FILLS: Record<StripTick, string> = { open: 'none', held: 'url(#hatch)', sold: INK }

function strip(
  ticks: readonly StripTick[],
  x: number,
  y: number,
  width: number,
  height: number,
  isRightToLeft: boolean,
): string[] {
  const gap = 6
  const each = (width - gap * (ticks.length - 1)) / ticks.length
  const inOrder = isRightToLeft ? ticks.toReversed() : ticks
  return inOrder.map(
    (tick, at) =>
      `<rect x="${(x + at * (each + gap) + 2).toFixed(1)}" y="${y + 2}" width="${(each - 4).toFixed(1)}" height="${height - 4}" fill="${FILLS[tick]}" stroke="${INK}" stroke-width="4"/>`,
  )
}

/** Five ticks of the strip, as in components/layout/wordmark.tsx. */
function wordmark(x: number, y: number, height: number): string {
  return `<g transform="translate(${x} ${y}) scale(${height / 24})"><g fill="none" stroke="${INK}" stroke-width="2"><path d="M1 1h3.6v22H1zM8.5 1h3.6v22H8.5z"/></g><path d="M15 0h5.6v24H15z" fill="${HOT}"/><path d="M22.5 0h5.6v24h-5.6zM29.4 0H35v24h-5.6z" fill="${INK}"/></g>`
}
