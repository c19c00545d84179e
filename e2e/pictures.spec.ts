import type { Page } from '@playwright/test'
import { newEmail, signInByCode } from './support/code.ts'
import type { TestSale } from './support/sale.ts'
import { claimOne, expectPaid, openBag, openSale, pay } from './support/shopper.ts'
import { putBarLast, standStill } from './support/still.ts'
import { expect, requireEnv, test } from './support/test.ts'
import { untilControlled } from './support/worker.ts'

/**
 * The main screens as they looked when somebody last judged them by eye: e2e/pictures/.
 * docs/decisions/0019-pictures-of-the-screens.md says what is compared, and when it is not.
 */
const RECORDED_WITH = '150'
const HOW_TO =
  'The picture differs from the one in e2e/pictures. Look at the -expected, -actual and -diff pictures in test-results. ' +
  `They are of chromium ${RECORDED_WITH}: another one draws letters otherwise, which is no fault of the shop. ` +
  'If the change is a fault, mend it; if it is meant, keep it with ' +
  '`npm run test:e2e -- e2e/pictures.spec.ts --project=pixel --update-snapshots` and commit the new picture.'
const CUPS = {
  closesInSeconds: 7_000,
  items: [
    { name: 'Harbour mug', stock: 40 },
    { name: 'Deck bowl', stock: 4, priceCents: 4_900 },
  ],
}

// Without motion from the start: a tick on its way to the bag would be elsewhere on every run.
test.use({
  viewport: { width: 360, height: 780 },
  deviceScaleFactor: 1,
  contextOptions: { reducedMotion: 'reduce' },
})

/** What somebody sees without scrolling, or with `isWhole` all of the page. */
async function expectPicture(page: Page, name: string, isWhole = false): Promise<void> {
  await standStill(page)
  if (isWhole) await putBarLast(page)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page, HOW_TO).toHaveScreenshot(`${name}-${colorScheme}.png`, { fullPage: isWhole })
  }
}

async function speakArabic(page: Page): Promise<void> {
  const language = { name: 'stampede-language', value: 'ar', url: requireEnv('E2E_SHOP_URL') }
  await page.context().addCookies([language])
}

/** What a test calls its sale would be another name on every run. */
type Name = (sale: TestSale, title: string) => Promise<void>

const named = test.extend<{ name: Name }>({
  name: async ({ sql }, use) =>
    use(async (sale, title) => void (await sql`update sales set title = ${title} where id = ${sale.id}`)),
})

named('home, a live sale, and both from right to left', async ({ page, makeSale, name }) => {
  const sale = await makeSale(CUPS)
  await name(sale, 'Lantern walk')
  await page.goto('/?q=Lantern+walk')
  await expect(page.getByRole('article')).toHaveCount(1)
  // Which categories there are is up to the sales of the other tests.
  const categories = page.getByRole('navigation', { name: 'Categories' }).getByRole('link')
  await categories.filter({ hasNotText: /^(Everything|home)$/ }).evaluateAll((all) => {
    for (const each of all) each.remove()
  })
  await expectPicture(page, 'home')
  await openSale(page, sale)
  await expectPicture(page, 'sale-live')
  await speakArabic(page)
  await openSale(page, sale)
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expectPicture(page, 'sale-live-arabic')
})

named(
  'a sale that opens later, one that is sold out, and an empty bag',
  async ({ page, makeSale, openPhone, name }) => {
    const later = await makeSale({ ...CUPS, opensInSeconds: 5_000 })
    await name(later, 'Low tide')
    await openSale(page, later)
    await expectPicture(page, 'sale-upcoming')
    await openBag(page, later)
    await expectPicture(page, 'bag-empty')
    const gone = await makeSale({ ...CUPS, items: [{ name: 'Last mug', stock: 1, limitPerShopper: 1 }] })
    await name(gone, 'Night ferry')
    const buyer = await openPhone()
    await claimOne(buyer, gone)
    await openBag(buyer, gone)
    await pay(buyer)
    await expectPaid(buyer)
    await openSale(page, gone)
    await expect(page.getByText('Sold out').first()).toBeVisible()
    await expectPicture(page, 'sale-sold-out')
  },
)

named('claimed, the bag with payment, the order and my orders', async ({ page, makeSale, name }) => {
  const sale = await makeSale(CUPS)
  await name(sale, 'Morning watch')
  await claimOne(page, sale)
  await expectPicture(page, 'sale-claimed')
  await openBag(page, sale)
  await expect(page.getByRole('radio', { name: /^Succeeds/ })).toBeVisible()
  await expectPicture(page, 'bag', true)
  await page.reload()
  await pay(page)
  await expectPaid(page)
  // The page was told by the shop that made it; the button at the top asks for itself, a moment later.
  await expect(page.getByRole('banner').locator('a[href$="/bag"]')).toHaveCount(0)
  await expectPicture(page, 'order', true)
  await page.goto('/orders')
  await expect(page.getByText('Harbour mug').first()).toBeVisible()
  await expectPicture(page, 'orders')
})

named('signing in, and an account', async ({ page }) => {
  await page.goto('/sign-in')
  await expectPicture(page, 'sign-in')
  await signInByCode(page, newEmail())
  await expectPicture(page, 'account')
})

named.describe('with the worker', () => {
  named.use({ serviceWorkers: 'allow' })

  named('no network, with what is held', async ({ page, context, makeSale, name, allowConsole }) => {
    allowConsole(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket/)
    const sale = await makeSale({ items: [{ name: 'Tunnel mug', stock: 3 }] })
    await name(sale, 'Slack water')
    await claimOne(page, sale)
    await untilControlled(page)
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('stampede.names')))
      .toContain('Tunnel mug')
    await context.setOffline(true)
    await page.goto(`/sales/${sale.slug}/bag`)
    await expect(page.getByText('1 × Tunnel mug')).toBeVisible()
    await expectPicture(page, 'offline')
  })
})
