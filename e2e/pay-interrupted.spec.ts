import type { Page } from '@playwright/test'
import { stockOf, type TestSale } from './support/sale.ts'
import { claimOne, expectPaid, fillContact, openBag, pay, payButton, toBag } from './support/shopper.ts'
import { sandboxUrl } from './support/stripe-shop.ts'
import { expect, test } from './support/test.ts'

const ONE_CUP = { items: [{ name: 'Risky cup', stock: 5, priceCents: 8_000 }] }
type Sql = Parameters<typeof stockOf>[0]

/** What is true in the end: the orders of the sale, how often money moved, and where the units are. */
async function truth(sql: Sql, sale: TestSale) {
  const orders = await sql`select status from orders where sale_id = ${sale.id}`
  const money = await sql`
    select m.kind from money_entries m join orders o on o.id = m.order_id where o.sale_id = ${sale.id}`
  return {
    orders: orders.map(({ status }) => status),
    money: money.map(({ kind }) => kind),
    stock: await stockOf(sql, sale.items[0]?.id ?? ''),
  }
}

const PAID_ONCE = { orders: ['paid'], money: ['charged'], stock: { free: 4, held: 0, sold: 1 } }

async function toPayPage(page: Page, sale: TestSale): Promise<void> {
  await claimOne(page, sale)
  await toBag(page).click()
  await fillContact(page)
}

test('a claim that runs out on the pay page: the page says so, and nothing is charged', async ({
  page,
  makeSale,
  sql,
}) => {
  const sale = await makeSale({ ...ONE_CUP, holdSeconds: 8 })
  await toPayPage(page, sale)
  await expect(
    page
      .getByText('Your claim ran out')
      .or(page.getByText(/ran out/))
      .first(),
  ).toBeVisible({
    timeout: 20_000,
  })
  await expect(payButton(page)).toBeHidden()
  await expect(page.getByRole('link', { name: /sale/i }).first()).toBeVisible()
  await expect
    .poll(() => truth(sql, sale))
    .toEqual({ orders: [], money: [], stock: { free: 5, held: 0, sold: 0 } })
})

test('a claim that runs out unseen, just before the tap: the answer is that nothing was charged', async ({
  page,
  makeSale,
  sql,
}) => {
  const sale = await makeSale(ONE_CUP)
  await toPayPage(page, sale)
  await expect(payButton(page)).toBeEnabled()
  // As if the phone had slept: the hold is over in the database, and the page has not heard.
  await page.route('**/api/me/claims', (route) => route.abort())
  await sql`update claims set expires_at = clock_timestamp() - interval '1 second' where sale_id = ${sale.id}`
  await expect.poll(async () => (await stockOf(sql, sale.items[0]?.id ?? '')).free).toBe(5)
  await page.unroute('**/api/me/claims')
  await payButton(page).click()
  await expect(page.getByText(/nothing was charged/i).first()).toBeVisible()
  expect(await truth(sql, sale)).toEqual({ orders: [], money: [], stock: { free: 5, held: 0, sold: 0 } })
})

test('back from the bank by the browser’s button: the payment can be taken up again, and is paid once', async ({
  page,
  makeSale,
  sql,
}) => {
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  await toBag(page).click()
  await pay(page, 'Asks for a challenge')
  await expect(page.getByRole('button', { name: 'Approve payment' })).toBeVisible()
  await page.goBack()
  await expect(page.getByText('A payment is under way')).toBeVisible()
  await expect(payButton(page)).toBeHidden()
  await page.getByRole('link', { name: 'See the order' }).click()
  await page.getByRole('button', { name: 'Confirm at your bank' }).click()
  await page.getByRole('button', { name: 'Approve payment' }).click()
  await expectPaid(page)
  expect(await truth(sql, sale)).toEqual(PAID_ONCE)
})

test('back from the paid order by the browser’s button: nothing is left to pay for', async ({
  page,
  makeSale,
  sql,
}) => {
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  await toBag(page).click()
  await pay(page)
  await expectPaid(page)
  await page.goBack()
  await expect(page.getByRole('link', { name: 'See what you bought' })).toBeVisible()
  await expect(payButton(page)).toBeHidden()
  expect(await truth(sql, sale)).toEqual(PAID_ONCE)
})

test('a reload while the bank is asked: the order is found again, and paid once', async ({
  page,
  makeSale,
  sql,
}) => {
  const sale = await makeSale(ONE_CUP)
  await toPayPage(page, sale)
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/bag'))
  await page.getByRole('radio', { name: /^Slow/ }).check()
  await payButton(page).click()
  await sent
  await expect(page.getByRole('button', { name: /bank|order/ })).toBeVisible()
  await page.reload()
  await openBag(page, sale)
  // The tap may not have left the phone before the reload: then the bag is still there, and the same tap is sent again.
  const underWay = page.getByText('A payment is under way')
  const bought = page.getByRole('link', { name: 'See what you bought' })
  await expect(underWay.or(bought).or(payButton(page)).first()).toBeVisible()
  if (await payButton(page).isVisible()) await payButton(page).click()
  else await page.getByRole('link', { name: /See the order|See what you bought/ }).click()
  await expectPaid(page)
  expect(await truth(sql, sale)).toEqual(PAID_ONCE)
})

test('a webhook that comes late: the phone waits, and the order is paid once', async ({
  page,
  makeSale,
  sql,
}) => {
  const switches = `${sandboxUrl()}/local/stripe/chaos`
  const sale = await makeSale(ONE_CUP)
  await toPayPage(page, sale)
  await fetch(switches, { method: 'POST', body: JSON.stringify({ delay: 1, delayMs: 2_000 }) })
  try {
    await payButton(page).click()
    await expectPaid(page)
  } finally {
    await fetch(switches, { method: 'DELETE' })
  }
  expect(await truth(sql, sale)).toEqual(PAID_ONCE)
})
