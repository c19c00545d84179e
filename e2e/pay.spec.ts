import type { Page } from '@playwright/test'
import { stockOf } from './support/sale.ts'
import {
  ADA,
  chooseBankAnswer,
  claimOne,
  expectPaid,
  fillContact,
  inBag,
  openBag,
  pay,
  payButton,
  toBag,
} from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const ONE_CUP = { items: [{ name: 'Paid cup', stock: 5, priceCents: 8_000 }] }

test('the total has everything in it before anything is typed, and the receipt adds up to it', async ({
  page,
  makeSale,
}) => {
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  await toBag(page).click()
  await expect(page.getByRole('region', { name: 'Total' })).toContainText('€84.90')
  await expect(payButton(page)).toHaveText('Pay €84.90')
  await pay(page)
  await expectPaid(page)
  await expect(page.getByRole('region', { name: 'Receipt' })).toContainText('€84.90')
  await expect(page.getByText('Germany')).toBeVisible()
})

test('a reload loses nothing at any step: claim, bag, what is typed, payment', async ({ page, makeSale }) => {
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  await page.reload()
  await toBag(page).click()
  await fillContact(page)
  await page.reload()
  await expect(inBag(page).getByRole('heading', { name: 'Paid cup' })).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(ADA.email)
  await expect(page.getByLabel('Country')).toHaveValue(ADA.country)
  await payButton(page).click()
  await expectPaid(page)
  await page.reload()
  await expectPaid(page)
  await openBag(page, sale)
  await expect(page.getByRole('heading', { name: 'It is paid' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'See what you bought' })).toBeVisible()
})

test('a declined card: nothing is charged, the claim is back for a minute at least, another card pays', async ({
  page,
  makeSale,
  sql,
}) => {
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  await toBag(page).click()
  await pay(page, 'Declines')
  await expect(page.getByRole('alert').filter({ hasText: 'Not paid' })).toContainText('declined')
  await expect(page.getByLabel('E-mail')).toHaveValue(ADA.email)
  const [claim] = await sql<{ status: string; leftSeconds: number }[]>`
    select status, extract(epoch from expires_at - clock_timestamp())::float8 as "leftSeconds"
    from claims where sale_id = ${sale.id}`
  expect(claim?.status).toBe('held')
  expect(claim?.leftSeconds).toBeGreaterThan(50)
  expect(
    await sql`select 1 from money_entries m join orders o on o.id = m.order_id where o.sale_id = ${sale.id}`,
  ).toEqual([])

  await chooseBankAnswer(page, 'Succeeds')
  await payButton(page).click()
  await expectPaid(page)
})

test('a slow bank: the page says so and turns to paid by itself', async ({ page, makeSale }) => {
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  await toBag(page).click()
  await pay(page, 'Slow')
  await expect(page.getByRole('heading', { name: 'Payment is being confirmed' })).toBeVisible()
  const button = page.locator('#bag-button')
  await expect(button).toContainText('paying')
  // The list of what one holds is as slow as can be from here on: the order's own word empties the bag.
  await page.route('**/api/me/claims', () => {})
  await expectPaid(page)
  await expect(button).toHaveText('')
})

async function claimAndMeetChallenge(
  page: Page,
  makeSale: (plan: typeof ONE_CUP) => Promise<Parameters<typeof claimOne>[1]>,
) {
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  await toBag(page).click()
  await pay(page, 'Asks for a challenge')
  await expect(page.getByRole('button', { name: 'Approve payment' })).toBeVisible()
  return sale
}

test('a challenge that was left can be taken up again, and its answer pays', async ({ page, makeSale }) => {
  const sale = await claimAndMeetChallenge(page, makeSale)
  // Away from the bank's page, as by a dead battery, and back by the bag.
  await openBag(page, sale)
  await expect(page.getByText('A payment is under way')).toBeVisible()
  await page.getByRole('link', { name: 'See the order' }).click()
  await page.getByRole('button', { name: 'Confirm at your bank' }).click()
  await page.getByRole('button', { name: 'Approve payment' }).click()
  await expectPaid(page)
})

test('a challenge refused at the bank: the order says so and leads back to the bag', async ({
  page,
  makeSale,
}) => {
  await claimAndMeetChallenge(page, makeSale)
  await page.getByRole('button', { name: 'Refuse payment' }).click()
  await expect(page.getByRole('heading', { name: 'The payment did not go through' })).toBeVisible()
  await page.getByRole('link', { name: 'Try another card' }).click()
  await pay(page)
  await expectPaid(page)
})

test('a double tap and a second tab pay once', async ({ page, context, makeSale, sql }) => {
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  const tab = await context.newPage()
  await Promise.all([openBag(page, sale), openBag(tab, sale)])
  await fillContact(page)
  await tab.reload()
  // Tapped at once and twice each: a tab that hears of the other's payment first has no button any more, and says why.
  const tabs = [page, tab]
  const buttons = await Promise.all(tabs.map((one) => payButton(one).elementHandle()))
  await Promise.all(
    buttons.map((button) =>
      button?.evaluate((node) => {
        for (let taps = 0; taps < 2; taps += 1) (node as HTMLButtonElement).click()
      }),
    ),
  )
  for (const one of tabs) {
    const bought = one.getByRole('link', { name: 'See what you bought' })
    await expect(one.getByRole('heading', { name: 'It is yours' }).or(bought)).toBeVisible()
    if (await bought.isVisible()) await bought.click()
    await expectPaid(one)
  }
  const orders = await sql`select id from orders where sale_id = ${sale.id}`
  const entries = await sql`
    select m.id from money_entries m join orders o on o.id = m.order_id where o.sale_id = ${sale.id}`
  expect({ orders: orders.length, charges: entries.length }).toEqual({ orders: 1, charges: 1 })
  expect(await stockOf(sql, sale.items[0]?.id ?? '')).toEqual({ free: 4, held: 0, sold: 1 })
})

test('a tab that pays for what another tab has paid leads to that order, and charges nothing', async ({
  page,
  context,
  makeSale,
  allowConsole,
  sql,
}) => {
  allowConsole(/ERR_FAILED/)
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  const tab = await context.newPage()
  await tab.addInitScript(() => {
    const listen = window.addEventListener.bind(window)
    Object.assign(window, {
      addEventListener: (type: string, listener: () => void) => type !== 'storage' && listen(type, listener),
    })
  })
  await Promise.all([openBag(page, sale), openBag(tab, sale)])
  await fillContact(tab)
  // The second tab hears of nothing until its tap: no storage events, and from here on no answers about claims.
  await tab.route('**/api/me/claims', (route) => route.abort())
  await pay(page)
  await expectPaid(page)
  const before = await sql`select number from orders where sale_id = ${sale.id}`
  await tab.unroute('**/api/me/claims')
  await payButton(tab).click()
  await expectPaid(tab)
  expect(await sql`select number from orders where sale_id = ${sale.id}`).toEqual(before)
})

test('a tap on pay with no network is kept, the page says so, and it is paid once the network is back', async ({
  page,
  context,
  makeSale,
  allowConsole,
  sql,
}) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED|Failed to fetch/)
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  await toBag(page).click()
  await fillContact(page)
  // What the form loads late has come.
  await page.waitForLoadState('networkidle')
  await context.setOffline(true)
  await payButton(page).click()
  await expect(page.getByRole('button', { name: 'Waiting for the network…' })).toBeVisible()
  await context.setOffline(false)
  await expectPaid(page)
  expect(await sql`select id from orders where sale_id = ${sale.id}`).toHaveLength(1)
})

test('an order is found by nobody but the one who placed it', async ({
  page,
  openPhone,
  makeSale,
  allowConsole,
}) => {
  allowConsole(/status of 404/)
  const sale = await makeSale(ONE_CUP)
  await claimOne(page, sale)
  await toBag(page).click()
  await pay(page)
  await expectPaid(page)
  const stranger = await openPhone()
  const answers = [await stranger.goto(page.url())]
  // Also not for somebody with a session of their own.
  await claimOne(stranger, sale)
  answers.push(await stranger.goto(page.url()))
  expect(answers.map((answer) => answer?.status())).toEqual([404, 404])
  await expect(stranger.getByText(ADA.name)).toBeHidden()
})
