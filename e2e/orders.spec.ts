import type { Page } from '@playwright/test'
import type { Sql } from 'postgres'
import { openDesk, paidOrder, requireGuarded, requireMember } from './support/desk.ts'
import { stockOf, type TestSale } from './support/sale.ts'
import { expect, test } from './support/test.ts'

const statusOf = async (sql: Sql, orderId: string) =>
  (await sql`select status from orders where id = ${orderId}`)[0]?.status
const eventually = (check: () => Promise<unknown>, value: unknown) =>
  expect.poll(check, { timeout: 20_000 }).toEqual(value)
const row = (page: Page, number: string) =>
  page.getByRole('table', { name: 'Orders' }).getByRole('row').filter({ hasText: number })

let sale: TestSale
test.beforeEach(async ({ makeSale }) => {
  sale = await makeSale({ items: [{ name: 'Packed cup', stock: 9, limitPerShopper: 5 }] })
})

test('an order is found by its shopper, shipped with a tracking number, and its shopper can follow it', async ({
  page,
  sql,
  openPhone,
}) => {
  const phone = await openPhone()
  const order = await paidOrder(sql, sale, { phone })
  await openDesk(page, `/dashboard/orders?q=${order.number}`)
  await row(page, order.number).getByRole('link', { name: order.number }).click()
  await page.getByRole('button', { name: 'Ship 1 unit' }).click()
  await page.getByLabel('Carrier').fill('dhl')
  await page.getByLabel('Tracking number').fill('jd 0001 4600')
  await page.getByRole('button', { name: 'Mark as shipped' }).click()
  await expect(page.getByText('On its way')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Ship/ })).toHaveCount(0)
  await eventually(() => statusOf(sql, order.id), 'shipped')
  await phone.goto(`/orders/${order.id}`)
  await expect(phone.getByRole('heading', { name: 'On its way' })).toBeVisible()
  await expect(phone.getByRole('link', { name: 'Follow it at DHL' })).toHaveAttribute('href', /JD00014600$/)
  await page.getByRole('button', { name: 'It has arrived' }).click()
  await eventually(() => statusOf(sql, order.id), 'delivered')
  await phone.reload()
  await expect(phone.getByRole('heading', { name: 'Delivered' })).toBeVisible()
})

test('two of three units leave now, the third later', async ({ page, sql }) => {
  const order = await paidOrder(sql, sale, { quantity: 3 })
  await openDesk(page, `/dashboard/orders/${order.id}`)
  await page.getByRole('button', { name: 'Ship 3 units' }).click()
  await page.getByLabel('Packed cup, One size').fill('2')
  await page.getByLabel('Carrier').fill('Bike courier')
  await page.getByRole('button', { name: 'Mark as shipped' }).click()
  await expect(page.getByText('1 here, 2 sent')).toBeVisible()
  expect(await statusOf(sql, order.id)).toBe('paid')
  await page.getByRole('button', { name: 'Ship 1 unit' }).click()
  await page.getByLabel('Carrier').fill('Bike courier')
  await page.getByRole('button', { name: 'Mark as shipped' }).click()
  await expect(page.getByText('3 sent')).toBeVisible()
  await eventually(() => statusOf(sql, order.id), 'shipped')
})

test('a file of tracking numbers ships its good lines and names the others', async ({ page, sql }) => {
  const [one, two] = [await paidOrder(sql, sale), await paidOrder(sql, sale)]
  await openDesk(page, '/dashboard/orders')
  const text = `Order,Carrier,Tracking number\n${one.number},UPS,1Z999AA10\n0000-0000,UPS,1Z999AA11\n${two.number},DPD,=1+1\n`
  const upload = async () => {
    await page.getByText('Ship by file').click()
    const file = { name: 'parcels.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
    await page.getByLabel('File with tracking numbers').setInputFiles(file)
    await page.getByRole('button', { name: 'Ship what is in it' }).click()
  }
  await upload()
  await expect(page.getByText('1 shipped')).toBeVisible()
  const problems = page.getByRole('list', { name: 'Lines to look at' }).getByRole('listitem')
  await expect(problems).toHaveText([
    /Line 3: There is no such order/,
    /Line 4: “=1\+1” is no tracking number/,
  ])
  expect(await statusOf(sql, one.id)).toBe('shipped')
  expect(await statusOf(sql, two.id)).toBe('paid')
  await page.reload()
  await upload()
  await expect(page.getByText('1 had been shipped with this number before')).toBeVisible()
  const large = { name: 'large.csv', mimeType: 'text/csv', buffer: Buffer.alloc(600_000, 'a') }
  await page.getByLabel('File with tracking numbers').setInputFiles(large)
  await page.getByRole('button', { name: 'Ship what is in it' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'larger than 512 kB' })).toBeVisible()
})

test('several are chosen, shipped together and printed, without prices', async ({ page, sql }) => {
  const orders = [await paidOrder(sql, sale), await paidOrder(sql, sale)]
  await openDesk(page, `/dashboard/orders?sale=${sale.id}`)
  await page.getByLabel('Choose all on this page').check()
  await page.getByRole('link', { name: 'Packing slips' }).click()
  await expect(page.getByRole('article', { name: /^Packing slip/ })).toHaveCount(2)
  await expect(page.getByRole('main')).not.toContainText('€')
  await page.goBack()
  await page.getByLabel('Choose all on this page').check()
  await page.getByRole('button', { name: 'Ship 2' }).click()
  await page.getByLabel('Carrier').fill('GLS')
  await page.getByRole('button', { name: 'Mark 2 as shipped' }).click()
  await expect(page.getByText('2 shipped')).toBeVisible()
  for (const order of orders) expect(await statusOf(sql, order.id)).toBe('shipped')
})

test('a refund in part puts a unit back into the sale, or not, as chosen', async ({ page, sql }) => {
  const item = sale.items[0]?.id ?? ''
  const order = await paidOrder(sql, sale, { quantity: 3 })
  await openDesk(page, `/dashboard/orders/${order.id}`, await requireGuarded(page, sql, 'manager'))
  for (const [isRestocked, free] of [
    [true, 7],
    [false, 7],
  ] as const) {
    await page.getByRole('button', { name: 'Refund', exact: true }).click()
    await page.getByLabel('Amount of €240').fill('80')
    await page.getByLabel('Units not sent').fill('1')
    await page.getByLabel(isRestocked ? 'go back into the sale' : 'stay out of it').check()
    await page.getByLabel('Reason').fill('A crack in the glaze.')
    await page.getByRole('button', { name: 'Send the money back' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    expect((await stockOf(sql, item)).free).toBe(free)
  }
  await eventually(() => statusOf(sql, order.id), 'part_refunded')
  await expect.poll(() => refunded(sql, order.id), { timeout: 20_000 }).toBe(16_000)
  await page.getByRole('button', { name: 'Refund', exact: true }).click()
  await page.getByLabel('Amount of €240').fill('100')
  await page.getByLabel('Reason').fill('Too much.')
  await page.getByRole('button', { name: 'Send the money back' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /more than (the|is left)/ })).toBeVisible()
})

test('cancelled before shipping: the shopper reads what happened, and money and stock are back', async ({
  page,
  sql,
  openPhone,
}) => {
  const phone = await openPhone()
  const order = await paidOrder(sql, sale, { phone })
  await openDesk(page, `/dashboard/orders/${order.id}`, await requireGuarded(page, sql, 'manager'))
  await page.getByRole('button', { name: 'Cancel order' }).click()
  await page.getByLabel('Reason').fill('Broken in the kiln.')
  await page.getByRole('button', { name: 'Cancel it' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await eventually(() => statusOf(sql, order.id), 'refunded')
  expect(await stockOf(sql, sale.items[0]?.id ?? '')).toEqual({ free: 9, held: 0, sold: 0 })
  await phone.goto(`/orders/${order.id}`)
  await expect(phone.getByRole('heading', { name: 'Refunded' })).toBeVisible()
  await expect(phone.getByRole('main')).not.toContainText('Broken in the kiln')
})

test('a packer ships and takes parcels back, and is offered no refund', async ({ page, sql }) => {
  const order = await paidOrder(sql, sale)
  const packer = await requireMember(page, sql, 'packer')
  await openDesk(page, `/dashboard/orders/${order.id}`, packer)
  await expect(page.getByRole('button', { name: 'Refund', exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Cancel order' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Ship 1 unit' }).click()
  await page.getByLabel('Carrier').fill('DHL')
  await page.getByRole('button', { name: 'Mark as shipped' }).click()
  await page.getByRole('button', { name: 'It came back' }).click()
  await expect(page.getByText('Their price')).toHaveCount(0)
  await page.getByLabel('go back into the sale').check()
  await page.getByLabel('Reason').fill('Nobody at home.')
  await page.getByRole('button', { name: 'Take it back' }).click()
  await expect(page.getByText('Came back', { exact: true })).toBeVisible()
  expect(await stockOf(sql, sale.items[0]?.id ?? '')).toEqual({ free: 9, held: 0, sold: 0 })
})

test('a refund made at Stripe shows in the order and in the stock', async ({ page, sql, openPhone }) => {
  const phone = await openPhone()
  const order = await paidOrder(sql, sale, { phone })
  await order.refundAtStripe()
  await eventually(() => statusOf(sql, order.id), 'refunded')
  expect(await stockOf(sql, sale.items[0]?.id ?? '')).toEqual({ free: 9, held: 0, sold: 0 })
  await openDesk(page, `/dashboard/orders/${order.id}`)
  await expect(page.getByText('Made at Stripe.')).toBeVisible()
  await expect(page.getByText('1 × Packed cup, One size put back into the sale')).toBeVisible()
})

test('the export is all that was found, safe to open, and only for people of the shop', async ({
  page,
  sql,
  allowConsole,
}) => {
  allowConsole(/status of 40[01]/)
  const order = await paidOrder(sql, sale)
  await sql`update orders set name = '=HYPERLINK("http://evil.test")' where id = ${order.id}`
  await openDesk(page, `/dashboard/orders?sale=${sale.id}`)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: /^Export/ }).click()
  const stream = await (await download).createReadStream()
  const text = (await stream.toArray()).join('')
  expect(text.split('\r\n')).toHaveLength(3)
  expect(text).toContain(`${order.number},paid,`)
  expect(text).toContain(`"'=HYPERLINK(""http://evil.test"")"`)
  await page.context().clearCookies()
  expect((await page.request.get('/dashboard/orders/export')).status()).toBe(401)
})

test('who works for another shop, or for none, sees no order of this one', async ({
  page,
  sql,
  allowConsole,
}) => {
  allowConsole(/status of 404/)
  const order = await paidOrder(sql, sale)
  const stranger = await requireMember(page, sql, null)
  await openDesk(page, '/dashboard/orders', stranger)
  await expect(page.getByRole('heading', { name: 'No sales of yours' })).toBeVisible()
  for (const path of [order.id, `packing-slips?ids=${order.id}`]) {
    await page.goto(`/dashboard/orders/${path}`)
    await expect(page.getByRole('heading', { name: 'No sales of yours' })).toBeVisible()
  }
  expect((await page.request.get('/dashboard/orders/export')).status()).toBe(401)
})

async function refunded(sql: Sql, orderId: string): Promise<number> {
  const [money] = await sql`
    select coalesce(sum(amount_cents), 0)::int as cents from money_entries where order_id = ${orderId} and kind = 'refunded'`
  return money?.cents
}
