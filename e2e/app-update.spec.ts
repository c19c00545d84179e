import type { Page } from '@playwright/test'
import { startFront } from './support/front.ts'
import { claimOne } from './support/shopper.ts'
import { expect, requireEnv, test } from './support/test.ts'
import { untilControlled } from './support/worker.ts'

test.use({ serviceWorkers: 'allow' })

const toast = (page: Page) => page.getByRole('status').filter({ hasText: 'There is a new version' })
const isWaiting = (page: Page) =>
  page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null)

/** How many tabs say that they pay, or wait until nobody does. */
const payingLocks = (page: Page, state: 'held' | 'pending') =>
  page.evaluate(async (which) => {
    const locks = (await navigator.locks.query())[which] ?? []
    return locks.filter(({ name }) => name === 'stampede.paying').length
  }, state)

/** Until the page has found the new version. */
async function findUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.update()
  })
  await expect.poll(() => isWaiting(page), { timeout: 30_000 }).toBe(true)
}

test('a new version waits until it is tapped, and until nobody pays in any tab', async ({
  browser,
  makeSale,
}) => {
  const front = await startFront(requireEnv('E2E_SHOP_URL'))
  const context = await browser.newContext({ baseURL: front.url, serviceWorkers: 'allow' })
  try {
    const sale = await makeSale({ items: [{ name: 'Waiting cup', stock: 3 }] })
    const payer = await context.newPage()
    await claimOne(payer, sale)
    await untilControlled(payer)
    await payer.goto(`/sales/${sale.slug}/bag`)
    await expect(payer.getByRole('heading', { name: 'Your bag' })).toBeVisible()
    const other = await context.newPage()
    await other.goto('/')
    await untilControlled(other)
    // Each marks its page: one that is loaded again has lost it.
    for (const page of [payer, other]) await page.evaluate(() => Reflect.set(window, 'isSame', true))

    front.setVersion(2)
    await findUpdate(other)
    await expect.poll(() => payingLocks(other, 'pending')).toBeGreaterThan(0)
    await expect(toast(other)).toHaveCount(0)
    await expect(toast(payer)).toHaveCount(0)

    await payer.goto('/')
    await expect(toast(other)).toBeVisible()
    await payer.goto(`/sales/${sale.slug}/bag`)
    await payer.evaluate(() => Reflect.set(window, 'isSame', true))
    await expect.poll(() => payingLocks(payer, 'held')).toBeGreaterThan(0)
    await toast(other).getByRole('button', { name: 'Update' }).click()
    await expect(other.getByText('A payment is under way')).toBeVisible()
    expect(await isWaiting(other)).toBe(true)

    await payer.goto('/')
    await payer.evaluate(() => Reflect.set(window, 'isSame', true))
    await expect.poll(() => payingLocks(other, 'held')).toBe(0)
    // A busy worker is stopped before it is exchanged, and one that is watched by a test cannot be.
    for (const page of [payer, other]) await page.waitForLoadState('networkidle')
    await other.getByRole('button', { name: 'Update' }).click()
    // Whether it is the page of before can be asked again once it is gone.
    await expect(async () => {
      expect(await other.evaluate(() => Reflect.get(window, 'isSame'))).toBeUndefined()
    }).toPass()
    // The old one goes when it has nothing left to do.
    await expect.poll(() => isWaiting(other), { timeout: 30_000 }).toBe(false)
    expect(await payer.evaluate(() => Reflect.get(window, 'isSame'))).toBe(true)
  } finally {
    await context.close()
    await front.close()
  }
})
