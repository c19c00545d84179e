import { randomUUID } from 'node:crypto'
import Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually, orderIdOf, type PaymentBench, startPaymentBench } from './testing.ts'

let bench: PaymentBench
beforeAll(async () => {
  bench = await startPaymentBench()
})
afterEach(() => hush(null))
afterAll(() => bench.stop())

/** Has the sandbox lose every webhook, or none. */
async function hush(switches: object | null): Promise<void> {
  const url = `${bench.cloud.config.urls.local}/local/stripe/chaos`
  const answer = switches
    ? await fetch(url, { method: 'POST', body: JSON.stringify(switches) })
    : await fetch(url, { method: 'DELETE' })
  expect(answer.ok).toBe(true)
}

const eventOf = (type: string, object: object) => ({
  id: `evt_${randomUUID()}`,
  object: 'event',
  api_version: Stripe.API_VERSION,
  created: Math.floor(Date.now() / 1000),
  type,
  data: { object },
})

/** An order that was paid for with a good card, as far as the shopper knows. */
async function buy(capture = 'automatic') {
  const [sale, shopper] = [await bench.makeSale(), randomUUID()]
  await bench.sql`update sales set capture = ${capture} where id = ${sale.saleId}`
  await bench.claim(shopper, sale)
  const orderId = orderIdOf(await bench.pay(shopper, sale, 'pm_card_visa'))
  const { payment_intent_id: intentId } = await bench.getOrder(orderId)
  return { sale, orderId, intentId }
}

const isPaid = (orderId: string) => eventually(async () => expect(await bench.statusOf(orderId)).toBe('paid'))
const moneyOf = async (orderId: string) =>
  (await bench.sql`select kind from money_entries where order_id = ${orderId} order by id`).map(
    ({ kind }) => kind,
  )

test('a webhook that never comes: after two minutes of silence the payment is looked up, and the order is paid', async () => {
  await hush({ drop: 1 })
  const { sale, orderId } = await buy()
  expect(await bench.statusOf(orderId)).toBe('paying')
  await bench.sql`update payment_attempts set started_at = started_at - interval '3 minutes' where order_id = ${orderId}`
  await bench.sql`update payment_queue set started_at = started_at - interval '3 minutes' where order_id = ${orderId}`
  await isPaid(orderId)
  expect(await bench.getItem(sale)).toMatchObject({ sold: 1 })
  expect(await bench.findGaps()).toEqual([])
})

test('money at shipping: authorised is paid for stock, captured by the outbox, and entered then', async () => {
  const { sale, orderId, intentId } = await buy('at_shipping')
  await isPaid(orderId)
  expect(await bench.getItem(sale)).toMatchObject({ sold: 1 })
  expect((await bench.stripe.paymentIntents.retrieve(intentId)).status).toBe('requires_capture')
  expect(await moneyOf(orderId)).toEqual([])
  expect(await bench.findGaps()).toEqual([])
  await bench.sql`select capture_order(${orderId})`
  await eventually(async () => expect(await moneyOf(orderId)).toEqual(['charged']))
  expect((await bench.stripe.paymentIntents.retrieve(intentId)).status).toBe('succeeded')
  expect(await bench.findGaps()).toEqual([])
})

test('an authorisation nobody heard of is not cancelled when the time to pay is over: the order is paid', async () => {
  await hush({ drop: 1 })
  const { orderId, intentId } = await buy('at_shipping')
  await bench.sql`update orders set pay_expires_at = clock_timestamp() where id = ${orderId}`
  await isPaid(orderId)
  expect((await bench.stripe.paymentIntents.retrieve(intentId)).status).toBe('requires_capture')
})

test('an authorisation cancelled in Stripe’s dashboard: the order is off and its units are free', async () => {
  const { sale, orderId, intentId } = await buy('at_shipping')
  await isPaid(orderId)
  await bench.stripe.paymentIntents.cancel(intentId)
  await eventually(async () => expect(await bench.statusOf(orderId)).toBe('cancelled'))
  expect(await bench.getItem(sale)).toEqual({ free: 5, held: 0, sold: 0 })
  expect(await bench.findGaps()).toEqual([])
})

test('a refund whose news overtakes that of its payment: the payment is asked for first, and both count', async () => {
  await hush({ drop: 1 })
  const { orderId, intentId } = await buy()
  const refund = await bench.stripe.refunds.create({ payment_intent: intentId })
  expect(await bench.post(eventOf('refund.created', refund))).toEqual({ status: 200, outcome: 'refunded' })
  expect(await moneyOf(orderId)).toEqual(['charged', 'refunded'])
})

test('a refund that fails after it was counted: the order is paid again, and that is a gap with a button', async () => {
  await hush({ drop: 1 })
  const { orderId, intentId } = await buy()
  const refund = await bench.stripe.refunds.create({ payment_intent: intentId })
  await bench.post(eventOf('refund.created', refund))
  const failed = { ...refund, status: 'failed', failure_reason: 'expired_or_canceled_card' }
  expect(await bench.post(eventOf('refund.failed', failed))).toMatchObject({ status: 200 })
  expect(await bench.statusOf(orderId)).toBe('paid')
  expect(await moneyOf(orderId)).toEqual(['charged', 'refunded', 'refund_failed'])
  expect(await bench.findGaps()).toMatchObject([{ order_id: orderId, gap: 'refund failed' }])
})

test('disputes and fraud warnings are flags on their order; those of other payments are answered 200 and forgotten', async () => {
  const { orderId, intentId } = await buy()
  await isPaid(orderId)
  const dispute = (status: string, intent = intentId) => ({
    id: `du_${orderId}`,
    object: 'dispute',
    payment_intent: intent,
    status,
    reason: 'fraudulent',
    amount: 500,
    currency: 'eur',
  })
  const warning = {
    id: `issfr_${orderId}`,
    object: 'radar.early_fraud_warning',
    payment_intent: intentId,
    actionable: true,
    fraud_type: 'misc',
  }
  const told = async (type: string, object: object) => (await bench.post(eventOf(type, object))).outcome
  expect(await told('radar.early_fraud_warning.created', warning)).toBe('flagged')
  expect(await told('charge.dispute.created', dispute('needs_response'))).toBe('flagged')
  expect(await told('charge.dispute.updated', dispute('under_review'))).toBe('flagged')
  expect(await told('charge.dispute.closed', dispute('won'))).toBe('flagged')
  expect(await told('charge.dispute.created', dispute('needs_response', 'pi_nobody'))).toBe('unknown_order')
  const flags = await bench.sql`select kind, state from order_flags_now(${orderId}) order by kind`
  expect(flags).toEqual([
    { kind: 'dispute', state: 'won' },
    { kind: 'fraud_warning', state: 'actionable' },
  ])
  expect(await moneyOf(orderId)).toEqual(['charged', 'disputed', 'dispute_won'])
})

test('an intent no order knows, because its creation was not answered, is found in the list and cancelled', async () => {
  const { orderId } = await buy()
  await isPaid(orderId)
  const stray = await bench.stripe.paymentIntents.create({
    amount: 500,
    currency: 'eur',
    metadata: { order_id: orderId, attempt: '1' },
  })
  const until = stray.created + 1
  await bench.sql`insert into outbox (kind, payload) values ('reconcile_intents', ${bench.sql.json({ from: until - 60, until })})`
  await eventually(async () =>
    expect((await bench.stripe.paymentIntents.retrieve(stray.id)).status).toBe('canceled'),
  )
  expect(await bench.statusOf(orderId)).toBe('paid')
})
