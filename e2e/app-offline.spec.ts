import { expectNoFindings, widest } from './support/looks.ts'
import { claimOne, expectPaid, openBag, pay, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'
import { cachedPaths, untilControlled } from './support/worker.ts'

test.use({ serviceWorkers: 'allow' })

const NO_NETWORK = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket/

test('without a network a visit shows what I hold with its time and my orders, and goes on by itself when it returns', async ({
  page,
  context,
  makeSale,
  allowConsole,
}) => {
  allowConsole(NO_NETWORK)
  const bought = await makeSale({ items: [{ name: 'Bought cup', stock: 3 }] })
  const sale = await makeSale({ items: [{ name: 'Tunnel cup', stock: 3 }] })
  await claimOne(page, bought)
  await openBag(page, bought)
  await pay(page)
  await expectPaid(page)
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('stampede.orders')))
    .toContain('"status":"paid"')
  await claimOne(page, sale)
  await untilControlled(page)
  await expect.poll(() => page.evaluate(() => localStorage.getItem('stampede.names'))).toContain('Tunnel cup')

  await context.setOffline(true)
  await page.goto(`/sales/${sale.slug}/bag`)
  await expect(page.getByRole('heading', { name: 'No network' })).toBeVisible()
  const claims = page.getByRole('region', { name: 'In your bag' })
  await expect(claims.getByText('1 × Tunnel cup')).toBeVisible()
  await expect(claims.getByRole('time')).toHaveText(/^4:\d\d/)
  await expect(claims.getByText(/^As the shop said at \d\d:\d\d\.$/)).toBeVisible()
  const orders = page.getByRole('region', { name: 'Your orders' })
  await expect(orders.getByText('1 × Bought cup')).toBeVisible()
  await expect(orders.getByText('€84.90')).toBeVisible()
  await expectNoFindings(page)
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await widest(page)).toEqual([])

  await context.setOffline(false)
  await expect(page.getByRole('heading', { name: 'Your bag' })).toBeVisible({ timeout: 20_000 })
  await expect(page).toHaveURL(new RegExp(`/sales/${sale.slug}/bag$`))
})

test('remaining time is right without a network on a phone whose clock is five minutes fast', async ({
  page,
  context,
  makeSale,
  allowConsole,
}) => {
  allowConsole(NO_NETWORK)
  const sale = await makeSale({ holdSeconds: 240, items: [{ name: 'Early cup', stock: 3 }] })
  await page.addInitScript(() => {
    const { now } = Date
    Date.now = () => now() + 5 * 60_000
  })
  await claimOne(page, sale)
  await untilControlled(page)
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('stampede.clock')))
    .toMatch(/^-(299|300)\d{3}$/)
  await context.setOffline(true)
  await page.goto('/')
  const claims = page.getByRole('region', { name: 'In your bag' })
  await expect(claims.getByRole('time')).toHaveText(/^3:\d\d/)
})

test('nothing that must be live is ever kept: no API, no page but the offline one', async ({
  page,
  context,
  makeSale,
  allowConsole,
}) => {
  allowConsole(NO_NETWORK)
  const sale = await makeSale({ items: [{ name: 'Live cup', stock: 3 }] })
  await page.goto('/')
  await untilControlled(page)
  await claimOne(page, sale)
  await expect(toBag(page)).toBeVisible()
  await openBag(page, sale)

  const paths = await cachedPaths(page)
  expect(paths).toContain('/offline?language=ar')
  const allowed = /^\/(_next\/static\/|icons\/|demo\/|offline\?language=|language$)/
  expect(paths.filter((path) => !allowed.test(path))).toEqual([])

  await context.setOffline(true)
  const answered = await page.evaluate(async (slug) => {
    const asked = ['/api/me/claims', '/api/time', `/api/sales/${slug}/snapshot`, `/sales/${slug}`]
    const answers = await Promise.allSettled(asked.map((path) => fetch(path)))
    return answers.filter(({ status }) => status === 'fulfilled').length
  }, sale.slug)
  expect(answered).toBe(0)
})

test('the worker is asked for anew at every visit, under a policy of its own', async ({ page }) => {
  const answer = await page.request.get('/sw.js')
  expect(answer.headers()['cache-control']).toBe('no-cache')
  expect(answer.headers()['content-security-policy']).toContain("default-src 'none'")
  await page.goto('/')
  await untilControlled(page)
  expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).updateViaCache)).toBe('none')
})

test.describe('in another language', () => {
  test.use({ locale: 'ar' })

  test('the offline page speaks the shopper’s language, from right to left', async ({
    page,
    context,
    allowConsole,
  }) => {
    allowConsole(NO_NETWORK)
    await page.goto('/')
    await untilControlled(page)
    await expect.poll(() => cachedPaths(page)).toContain('/language')
    await context.setOffline(true)
    await page.goto('/orders/1')
    await expect(page.getByRole('heading', { name: 'لا توجد شبكة' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  })
})
