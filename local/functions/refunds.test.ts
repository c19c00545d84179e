import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, orderIdOf, type PaymentBench, startPaymentBench, type TestSale } from './testing.ts'

let bench: PaymentBench
beforeAll(async () => {
  bench = await startPaymentBench()
})
afterAll(() => bench.stop())

type Paid = { orderId: string; claimId: string; intentId: string; sale: TestSale }

/** Two moon jars at €28, €4.90 shipping, paid. */
async function payOne(): Promise<Paid> {
  const [sale, shopper] = [await bench.makeSale(), randomUUID()]
  const claimId = await bench.claim(shopper, sale, 2)
  const orderId = orderIdOf(await bench.pay(shopper, sale, 'pm_card_visa'))
  await eventually(async () => expect(await bench.statusOf(orderId)).toBe('paid'))
  return { orderId, claimId, sale, intentId: (await bench.getOrder(orderId)).payment_intent_id }
}

const refundsOf = (orderId: string) =>
  bench.sql`select status, amount_cents::int as cents, failure from refunds where order_id = ${orderId} order by created_at`

async function refund(
  { orderId, claimId }: Paid,
  cents: number,
  restock = false,
  units = 0,
): Promise<string> {
  const lines = bench.sql.json([{ claim_id: claimId, quantity: units, amount_cents: cents }])
  const [row] = await bench.sql`
    select refund_paid_order(${orderId}, ${lines}, 0, ${restock}, 'A scratch.', ${randomUUID()}) as outcome`
  return row?.outcome
}

const drain = () =>
  fetch(`${bench.cloud.config.urls.api}/functions/v1/drain-outbox`, {
    method: 'POST',
    headers: { apikey: bench.cloud.config.keys.secretKey },
  })

test("a refund made in Stripe's dashboard appears in the order and in the stock", async () => {
  const paid = await payOne()
  await bench.stripe.refunds.create({ payment_intent: paid.intentId, amount: 1000 })
  await eventually(async () => expect(await bench.statusOf(paid.orderId)).toBe('part_refunded'))
  expect(await bench.getItem(paid.sale)).toEqual({ free: 3, held: 0, sold: 2 })
  await bench.stripe.refunds.create({ payment_intent: paid.intentId })
  await eventually(async () => expect(await bench.statusOf(paid.orderId)).toBe('refunded'))
  expect(await bench.getItem(paid.sale)).toEqual({ free: 5, held: 0, sold: 0 })
  expect((await refundsOf(paid.orderId)).map((row) => [row.status, row.cents])).toEqual([
    ['succeeded', 1000],
    ['succeeded', 5090],
  ])
  expect(await bench.findGaps()).toEqual([])
})

test('a refund asked for here goes out once and is one with what Stripe tells of it', async () => {
  const paid = await payOne()
  expect(await refund(paid, 2800, true, 1)).toBe('refund_asked')
  await Promise.all([drain(), drain()])
  await eventually(async () => expect(await bench.statusOf(paid.orderId)).toBe('part_refunded'))
  const { data } = await bench.stripe.events.list({ type: 'refund.created', limit: 100 })
  const ours = data.filter(
    ({ data: { object } }) => 'payment_intent' in object && object.payment_intent === paid.intentId,
  )
  expect(ours).toHaveLength(1)
  expect(await refundsOf(paid.orderId)).toMatchObject([{ status: 'succeeded', cents: 2800 }])
  expect(await bench.getItem(paid.sale)).toEqual({ free: 4, held: 0, sold: 1 })
  expect(await bench.findGaps()).toEqual([])
})

test('cancelled before shipping: all of the money and all of the units are back', async () => {
  const paid = await payOne()
  await bench.sql`select cancel_paid_order(${paid.orderId}, 'Broken in the kiln.', ${randomUUID()})`
  expect(await bench.statusOf(paid.orderId)).toBe('cancelled')
  await eventually(async () => expect(await bench.statusOf(paid.orderId)).toBe('refunded'))
  expect(await bench.getItem(paid.sale)).toEqual({ free: 5, held: 0, sold: 0 })
  expect(await bench.findGaps()).toEqual([])
})

test('who was faster in the dashboard: the refund asked for here is refused for good, and says so', async () => {
  const paid = await payOne()
  // The outbox must not see it before Stripe has given everything back.
  const refundId = await bench.sql.begin(async (tx) => {
    const lines = tx.json([{ claim_id: paid.claimId, quantity: 0, amount_cents: 5000 }])
    await tx`select refund_paid_order(${paid.orderId}, ${lines}, 0, false, 'A scratch.', ${randomUUID()})`
    await bench.stripe.refunds.create({ payment_intent: paid.intentId })
    const [row] = await tx`select id from refunds where order_id = ${paid.orderId}`
    return row?.id
  })
  await eventually(async () => {
    const [row] = await bench.sql`select status, failure from refunds where id = ${refundId}`
    expect(row).toMatchObject({ status: 'failed', failure: expect.stringContaining('refunded') })
  })
  await eventually(async () => expect(await bench.statusOf(paid.orderId)).toBe('refunded'))
  const [money] = await bench.sql`
    select sum(amount_cents)::int as cents from money_entries where order_id = ${paid.orderId} and kind = 'refunded'`
  expect(money?.cents).toBe(6090)
  expect(await bench.findGaps()).toEqual([])
})
