import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSale, disagreements, type TestSale } from '../support/sale.ts'
import { send } from './cloud.ts'
import { actionId, callAction, startWholeShop, type WholeShop } from './whole-shop.ts'

let shop: WholeShop
let sale: TestSale
beforeAll(async () => {
  shop = await startWholeShop()
  sale = await createSale(shop.sql, {
    items: [{ name: 'Mug', stock: 500, priceCents: 8_000, limitPerShopper: 9 }],
  })
}, 180_000)
afterAll(() => shop?.stop())

const QUANTITY = 2
const RIGHT_CENTS = QUANTITY * 8_000 + 490

const contact = {
  email: 'ada@example.com',
  name: 'Ada Byron',
  line1: 'Weserstr. 12',
  line2: '',
  postalCode: '12045',
  city: 'Berlin',
  country: 'DE',
}

/** A new shopper with two mugs in the bag: the cookies of their session. */
async function enterWithBag(): Promise<string> {
  const entered = await fetch(`${shop.origin}/api/sales/${sale.slug}/pass`, { method: 'POST' })
  const cookie = entered.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ')
  const { pass } = (await entered.json()) as { pass: string }
  const claimed = await send(`${shop.origin}/api/claims`, {
    method: 'POST',
    headers: { authorization: `Pass ${pass}`, 'content-type': 'application/json' },
    body: JSON.stringify({ itemId: sale.items[0]?.id, quantity: QUANTITY, requestId: randomUUID() }),
  })
  expect(claimed.status).toBe(201)
  return cookie
}

const bag = () => `/sales/${sale.slug}/bag`

async function makeToken(cookie: string): Promise<string> {
  const { text } = await callAction(
    shop.origin,
    bag(),
    actionId('makeSandboxToken'),
    [{ paymentMethod: 'pm_card_visa', keep: false }],
    cookie,
  )
  return /ctoken_[A-Za-z0-9_]+/.exec(text)?.[0] ?? ''
}

/** Names somebody would try, wherever they could be read by mistake. */
const names = fc.constantFrom(
  'amount',
  'amountCents',
  'totalCents',
  'total_cents',
  'itemsCents',
  'shippingCents',
  'shipping_cents',
  'taxCents',
  'priceCents',
  'unit_price_cents',
  'price',
  'currency',
  'discount',
  'quantity',
  'lines',
  'items',
  'orderId',
  'order_id',
  'shopperId',
  'p_shopper_id',
  'attempt',
  'status',
  'paymentIntentId',
  'delivery',
  '__proto__',
  'constructor',
)
const values = fc.oneof(
  fc.integer({ min: -1000, max: 1 }),
  fc.constantFrom(0, '0', 'USD', 'JPY', null, true, 'paid', '1e-9'),
  fc.record({ totalCents: fc.constant(1), amount: fc.constant(1), quantity: fc.constant(0) }),
  fc.array(fc.record({ unitPriceCents: fc.constant(0), quantity: fc.constant(1) }), { maxLength: 2 }),
)
const extras = fc.dictionary(names, values, { minKeys: 1, maxKeys: 8 })

test('whatever a browser sends along, an order is for what is in the bag at the prices of the sale', async () => {
  const payForBag = actionId('payForBag')
  await fc.assert(
    fc.asyncProperty(extras, extras, fc.array(values, { maxLength: 2 }), async (beside, inContact, more) => {
      const cookie = await enterWithBag()
      const input = {
        ...beside,
        saleId: sale.id,
        requestId: randomUUID(),
        confirmationToken: await makeToken(cookie),
        contact: { ...inContact, ...contact },
      }
      const { status } = await callAction(
        shop.origin,
        `${bag()}?amount=1&totalCents=1`,
        payForBag,
        [input, ...more],
        cookie,
      )
      expect(status).toBeLessThan(500)
      const orders = await shop.sql`select o.total_cents, o.currency, o.tax_cents, o.status, m.amount_cents
        from orders o left join money_entries m on m.order_id = o.id and m.kind = 'charged'
        join payment_attempts a on a.order_id = o.id where a.request_id = ${input.requestId}`
      for (const order of orders) {
        expect(order).toMatchObject({ total_cents: String(RIGHT_CENTS), currency: 'EUR', tax_cents: '0' })
        expect([null, String(RIGHT_CENTS)]).toContain(order.amount_cents)
      }
    }),
    { numRuns: 40 },
  )
  const [row] =
    await shop.sql`select count(*)::int as orders, count(distinct total_cents)::int as totals from orders where sale_id = ${sale.id}`
  // They were paid for, all at one price: the extra fields were not refused, they were not heard.
  expect(row).toEqual({ orders: 40, totals: 1 })
  expect(await disagreements(shop.sql, sale.id)).toEqual([])
}, 120_000)

test("nobody pays for, or with, somebody else's bag", async () => {
  const payForBag = actionId('payForBag')
  const owner = await enterWithBag()
  const before = await shop.sql`select count(*) from orders where sale_id = ${sale.id}`
  const [held] =
    await shop.sql`select shopper_id from claims where sale_id = ${sale.id} and status = 'held' order by created_at desc limit 1`
  const stranger = await fetch(`${shop.origin}/api/sales/${sale.slug}/pass`, { method: 'POST' })
  const cookie = stranger.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ')
  const input = {
    saleId: sale.id,
    requestId: randomUUID(),
    confirmationToken: await makeToken(owner),
    contact,
    shopperId: held?.shopper_id,
  }
  expect((await callAction(shop.origin, bag(), payForBag, [input], cookie)).text).toContain('nothing_held')
  expect((await callAction(shop.origin, bag(), payForBag, [input], '')).text).toContain('unauthenticated')
  expect(await shop.sql`select count(*) from orders where sale_id = ${sale.id}`).toEqual(before)
})
