import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from './chromium.ts'

/**
 * Takes the pictures of the shop that app/manifest.ts shows to who is asked to install it, as WebP into public/screenshots:
 * `node scripts/take-screenshots.ts http://127.0.0.1:3000 <slug of a sale>`, with a demo shop running there.
 */
const ROOT = dirname(import.meta.dirname)
const FOLDER = join(ROOT, 'public', 'screenshots')
const QUALITY = 0.72

type Shot = { file: string; path: string; width: number; height: number; scale: number }

async function take(browser: Browser, shopUrl: string, shot: Shot): Promise<void> {
  const { width, height, scale } = shot
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    isMobile: scale > 1,
    hasTouch: scale > 1,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    locale: 'en-IE',
  })
  const page = await context.newPage()
  await page.goto(shopUrl + shot.path, { waitUntil: 'networkidle' })
  await page.evaluate(() => document.fonts.ready)
  const webp = await toWebp(page, await page.screenshot())
  writeFileSync(join(FOLDER, `${shot.file}.webp`), webp)
  process.stdout.write(`${shot.file}: ${Math.round(webp.length / 1024)} KiB\n`)
  await context.close()
}

/** The browser has the encoder; no other package is needed for it. The page's policy allows pictures from `data:`. */
async function toWebp(page: Page, png: Buffer): Promise<Buffer> {
  const address = await page.evaluate(
    async ([source, quality]) => {
      const image = new Image()
      image.src = `data:image/png;base64,${source}`
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      canvas.getContext('2d')?.drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', quality)
    },
    [png.toString('base64'), QUALITY] as const,
  )
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')
}

const [shopUrl = '', slug = ''] = process.argv.slice(2)
if (!URL.canParse(shopUrl) || slug === '') {
  process.stderr.write(
    'Usage: node scripts/take-screenshots.ts <address of a running shop> <slug of a sale>\n',
  )
  process.exit(1)
}
mkdirSync(FOLDER, { recursive: true })
const { path, args } = await findChromium(process.env.STAMPEDE_STATE_DIR || join(ROOT, '.stampede'))
const browser = await chromium.launch({ executablePath: path, args })
const phone = { width: 390, height: 844, scale: 2 }
await take(browser, shopUrl, { file: 'sale-narrow', path: `/sales/${slug}`, ...phone })
await take(browser, shopUrl, { file: 'home-narrow', path: '/', ...phone })
await take(browser, shopUrl, {
  file: 'sale-wide',
  path: `/sales/${slug}`,
  width: 1440,
  height: 900,
  scale: 1,
})
await browser.close()
