import { devices, type Page } from '@playwright/test'
import { newEmail, signInByCode } from './support/code.ts'
import { openDesk, paidOrder, requireMember } from './support/desk.ts'
import { expectSound, speak } from './support/looks.ts'
import { claimOne, expectPaid, pay, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const LANGUAGES = ['en', 'de', 'ar'] as const

/** The screen that is open, and again in the other languages: by itself after a reload, or by what `reopen` does. */
async function expectSoundInAll(page: Page, what: string, reopen?: () => Promise<void>): Promise<void> {
  for (const language of LANGUAGES) {
    await speak(page, language)
    await reopen?.()
    await expectSound(page, `${what}, ${language}`)
  }
}

test('what is somebody’s own: nothing axe finds in light or dark, nothing wider than 320 px, in any language', async ({
  page,
  makeSale,
}) => {
  test.setTimeout(180_000)
  await signInByCode(page, newEmail())
  await claimOne(page, await makeSale({ items: [{ name: 'Own cup', stock: 5 }] }))
  await toBag(page).click()
  await pay(page)
  await expectPaid(page)
  for (const path of [
    '/orders',
    '/account',
    ...['addresses', 'cards', 'data', 'notifications', 'deleted'].map((one) => `/account/${one}`),
  ]) {
    await page.goto(path)
    await expectSoundInAll(page, path)
  }
})

test('an order that has left, and one whose money went back, likewise', async ({
  page,
  makeSale,
  openPhone,
  sql,
}) => {
  test.setTimeout(180_000)
  const sale = await makeSale({ items: [{ name: 'Sent cup', stock: 5, limitPerShopper: 5 }] })
  const sent = await paidOrder(sql, sale, { phone: page })
  const back = await paidOrder(sql, sale, { phone: page })
  const desk = await openPhone()
  await openDesk(desk, `/dashboard/orders/${sent.id}`, await requireMember(desk, sql, 'packer'))
  await desk.getByRole('button', { name: 'Ship 1 unit' }).click()
  await desk.getByLabel('Carrier').fill('DHL')
  await desk.getByRole('button', { name: 'Mark as shipped' }).click()
  await back.refundAtStripe()
  for (const [order, status] of [
    [sent, 'shipped'],
    [back, 'refunded'],
  ] as const) {
    const statusOf = async () => (await sql`select status from orders where id = ${order.id}`)[0]?.status
    await expect.poll(statusOf, { timeout: 20_000 }).toBe(status)
    await page.goto(`/orders/${order.id}`)
    await expectSoundInAll(page, status)
  }
})

test('an address without a page, and the page without a network, likewise', async ({
  page,
  allowConsole,
}) => {
  allowConsole(/status of 404|ERR_FAILED/)
  await page.goto('/sales/there-is-no-such-sale')
  await expectSoundInAll(page, 'not found')
  // It goes on by itself as soon as the shop answers.
  await page.route('**/api/health/live', (route) => route.abort())
  await page.goto('/offline')
  await expectSoundInAll(page, 'offline')
  await expect(page).toHaveURL(/\/offline$/)
})

test('the sheet that reminds, and the one that shows how to keep the shop on an iPhone, likewise', async ({
  page,
  makeSale,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000)
  const later = await makeSale({
    items: [{ name: 'Later cup', stock: 5 }],
    opensInSeconds: 3_600,
    closesInSeconds: 7_200,
  })
  await page.goto(`/sales/${later.slug}`)
  await expectSoundInAll(page, 'remind', async () => {
    await page.locator('[data-bottom-bar] a[aria-haspopup=dialog]').click()
    await expect(page.getByRole('dialog').getByRole('button').first()).toBeVisible()
  })

  const context = await browser.newContext({ ...devices['iPhone 15'], ...(baseURL ? { baseURL } : {}) })
  const iphone = await context.newPage()
  await iphone.addInitScript(() => {
    const memory = { visits: 2, seenAtMs: Date.now(), momentAtMs: Date.now() }
    localStorage.setItem('stampede.install', JSON.stringify(memory))
  })
  await iphone.goto('/')
  await expectSoundInAll(iphone, 'install', async () => {
    await iphone.locator('[role=status] button').first().click()
    await expect(iphone.getByRole('dialog').getByRole('button')).toBeVisible()
  })
  await context.close()
})
