import { rootFiles } from './support/first-load.ts'
import {
  claimButton,
  claimOne,
  expectPaid,
  fillContact,
  openBag,
  payButton,
  toBag,
} from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const NO_NETWORK = /ERR_INTERNET_DISCONNECTED|Failed to fetch/
/** A tap that is made again the moment the scripts are there comes before the sale's pass; the page asks for one and sends it again. */
const BEFORE_ITS_PASS = /status of 401/
const ONE_CUP = { items: [{ name: 'Tunnel cup', stock: 5, priceCents: 8_000 }] }

const cuts: [string, (file: string) => boolean][] = [
  ['none of its code', () => true],
  ['only what every page has of code', (file) => !rootFiles().has(file)],
  ['all of its code but what every page has', (file) => rootFiles().has(file)],
]
for (const [what, isCut] of cuts)
  test(`a page that entered a tunnel with its text and ${what} asks until it comes; a tap made meanwhile claims`, async ({
    page,
    makeSale,
    allowConsole,
  }) => {
    allowConsole(NO_NETWORK)
    allowConsole(BEFORE_ITS_PASS)
    const sale = await makeSale(ONE_CUP)
    const cut = new Map<string, number>()
    let isInTunnel = true
    await page.route('**/_next/static/chunks/*.js', (route) => {
      const { pathname } = new URL(route.request().url())
      if (!isInTunnel || !isCut(pathname)) return route.continue()
      cut.set(pathname, (cut.get(pathname) ?? 0) + 1)
      return route.abort('internetdisconnected')
    })
    await page.goto(`/sales/${sale.slug}`, { waitUntil: 'domcontentloaded' })
    await claimButton(page).click()
    // Long enough for the bundler, which asks once more by itself, and for React after it, to give up.
    await expect.poll(() => Math.max(0, ...cut.values())).toBeGreaterThanOrEqual(4)
    isInTunnel = false
    await expect(toBag(page)).toBeVisible({ timeout: 10_000 })
  })

test('a tunnel just when the bag’s late code is asked for: it is asked for until it comes, what was typed stays, and it pays', async ({
  page,
  context,
  makeSale,
  allowConsole,
}) => {
  allowConsole(NO_NETWORK)
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  // The browser has other things to do until the tunnel begins.
  await page.addInitScript(() => {
    const waiting: IdleRequestCallback[] = []
    const real = window.requestIdleCallback.bind(window)
    window.requestIdleCallback = (task) => waiting.push(task)
    window.addEventListener('tunnel', () => {
      window.requestIdleCallback = real
      for (const task of waiting) real(task)
    })
  })
  await openBag(page, sale)
  await page.waitForLoadState('networkidle')
  const cut = new Map<string, number>()
  page.on('requestfailed', (request) => cut.set(request.url(), (cut.get(request.url()) ?? 0) + 1))
  const timesCut = () => [...cut].map(([url, times]) => (url.includes('/_next/static/') ? times : 0))
  await context.setOffline(true)
  await page.evaluate(() => window.dispatchEvent(new Event('tunnel')))
  await fillContact(page)
  // Twice by itself, as the bundler does; the third time because the page did not give up.
  await expect.poll(() => Math.max(0, ...timesCut())).toBeGreaterThan(2)
  await context.setOffline(false)
  await payButton(page).click()
  await expectPaid(page)
})
