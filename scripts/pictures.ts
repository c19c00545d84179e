import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import postgres from 'postgres'
import { ADA, chooseBankAnswer, fillContact, payButton, toBag } from '../e2e/support/shopper.ts'
import { loadConfig } from '../local/config.ts'
import { findChromium } from './chromium.ts'

/**
 * Photographs the whole way of a shopper into docs/pictures/flow.webp, by hand: `npm start` in one terminal, then
 * `node scripts/pictures.ts` in another. It moves the demo's next sale to open within a minute, waits for it, and buys in it with
 * the sandbox's card: what is on the pictures has happened.
 */
const FILE = join(import.meta.dirname, '..', 'docs', 'pictures', 'flow.webp')
const SALE = 'last-boat'
const OPENS_IN_SECONDS = 45
const WIDTH = 390
const HEIGHT = 844
const SHOWN_WIDTH = 280
const GAP = 24
const WEBP_QUALITY = 78

async function openPhone(browser: Browser, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({
    baseURL: config.urls.shop,
    viewport: { width: WIDTH, height: HEIGHT },
    hasTouch: true,
    locale: 'en-GB',
    colorScheme,
  })
  return context.newPage()
}

/** The demo's sale opens in a moment. Only one that nobody has claimed in can be moved. */
async function openSoon(): Promise<void> {
  const sql = postgres(config.dbUrl, { max: 1, onnotice: () => undefined })
  const moved = await sql`
    update sales set opens_at = clock_timestamp() + ${OPENS_IN_SECONDS} * interval '1 second',
      closes_at = clock_timestamp() + interval '6 hours'
    where slug = ${SALE} and not exists (select 1 from claims where sale_id = sales.id) returning id`
  await sql.end()
  if (moved.length === 0)
    throw new Error(`Somebody has claimed in ${SALE}: run \`npm run reset\`, start the shop and try again.`)
}

/** From the first look to the order, one picture a step. */
async function walk(page: Page): Promise<Buffer[]> {
  const pictures: Buffer[] = []
  const shoot = async () => {
    // What changed colour has arrived.
    await page.waitForTimeout(400)
    pictures.push(await page.screenshot())
  }
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  await shoot()
  await page.goto(`/sales/${SALE}`)
  await page.getByRole('button', { name: /^Opens in/ }).waitFor()
  await shoot()
  const claim = page.getByRole('button', { name: /^Claim \d/ })
  await claim.waitFor({ timeout: 90_000 })
  await shoot()
  await claim.click()
  await toBag(page).click()
  await page.getByText('Payment sandbox').waitFor()
  await page.evaluate(() => window.scrollTo(0, 0))
  await shoot()
  await fillContact(page)
  await chooseBankAnswer(page, 'Succeeds')
  await page.getByLabel('Postal code').evaluate((field) => field.scrollIntoView({ block: 'start' }))
  await page.mouse.wheel(0, -60)
  await shoot()
  await payButton(page).click()
  await page.getByRole('heading', { name: 'It is yours' }).waitFor()
  await page.evaluate(() => window.scrollTo(0, 0))
  await shoot()
  return pictures
}

/** All of them beside each other on paper. */
async function strip(browser: Browser, pictures: readonly Buffer[]): Promise<Buffer> {
  const height = Math.round((SHOWN_WIDTH / WIDTH) * HEIGHT)
  const width = pictures.length * (SHOWN_WIDTH + GAP) + GAP
  const page = await browser.newPage({ viewport: { width, height: height + 2 * GAP } })
  const phones = pictures.map(
    (picture) =>
      `<img width="${SHOWN_WIDTH}" height="${height}" src="data:image/png;base64,${picture.toString('base64')}">`,
  )
  await page.setContent(
    `<style>body{margin:0;padding:${GAP}px;display:flex;gap:${GAP}px;background:#e6dccb}img{border-radius:20px;box-shadow:0 10px 26px rgb(22 19 15/.28)}</style>${phones.join('')}`,
  )
  const client = await page.context().newCDPSession(page)
  const { data } = await client.send('Page.captureScreenshot', { format: 'webp', quality: WEBP_QUALITY })
  return Buffer.from(data, 'base64')
}

const config = loadConfig(process.env)
const { path, args } = await findChromium(config.stateDir)
const browser = await chromium.launch({ executablePath: path, args })
try {
  await openSoon()
  const light = await walk(await openPhone(browser, 'light'))
  const inTheDark = await openPhone(browser, 'dark')
  await inTheDark.goto('/sales/low-water')
  await inTheDark.waitForLoadState('networkidle')
  const picture = await strip(browser, [...light, await inTheDark.screenshot()])
  mkdirSync(dirname(FILE), { recursive: true })
  writeFileSync(FILE, picture)
  process.stdout.write(
    `docs/pictures/flow.webp, ${Math.round(picture.length / 1024)} kB, bought by ${ADA.name}\n`,
  )
} finally {
  await browser.close()
}
