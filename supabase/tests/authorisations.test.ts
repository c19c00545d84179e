import { expect, test } from 'vitest'
import {
  auditOf,
  claimOne,
  gapsOf,
  getItem,
  getOrder,
  getWait,
  joinOne,
  makeSale,
  settle,
  sql,
  startPayment,
  tick,
  uuid,
} from './fixtures.ts'

const authorise = async (intent: string, cents: number, event: string | null = `evt_${uuid()}`) =>
  (
    await sql`select authorise_order(${event}, 'payment_intent.amount_capturable_updated', ${intent}, ${cents}, 'eur') as outcome`
  )[0]?.outcome
const cancel = async (intent: string) =>
  (
    await sql`select cancel_order(null, 'payment_intent.canceled', ${intent}, 'The authorisation ran out.') as outcome`
  )[0]?.outcome
const capture = async (orderId: string) =>
  (await sql`select capture_order(${orderId}) as outcome`)[0]?.outcome
const moneyOf = (orderId: string) => sql`select kind from money_entries where order_id = ${orderId}`
/** All of it has left. */
async function ship(id: string) {
  await sql`update order_lines set shipped = quantity where order_id = ${id}`
  await sql`update orders set status = 'shipped' where id = ${id}`
}
const gaps = async (saleId: string) => ((await gapsOf(saleId)) as { gap: string }[]).map(({ gap }) => gap)

async function authorised() {
  const sale = await makeSale({ stock: 2 })
  const payment = await startPayment(sale)
  const event = `evt_${uuid()}`
  expect(await authorise(payment.intent, payment.total, event)).toBe('authorised')
  expect(await authorise(payment.intent, payment.total, event)).toBe('duplicate')
  expect(await authorise(payment.intent, payment.total)).toBe('already_paid')
  return { sale, ...payment, id: payment.order.order_id }
}

test('an authorised order is paid for stock, has no money yet, and that is no gap', async () => {
  const { sale, id } = await authorised()
  expect(await getOrder(id)).toMatchObject({ status: 'paid' })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 1, held: 0, sold: 1 })
  expect(await moneyOf(id)).toEqual([])
  expect(await gaps(sale.saleId)).toEqual([])
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('captured at shipping: the money is entered once, however often it is asked and told', async () => {
  const { sale, id, intent, total } = await authorised()
  expect([await capture(id), await capture(id)]).toEqual(['queued', 'queued'])
  const work =
    await sql`select payload from outbox where kind = 'capture_payment' and payload ->> 'order_id' = ${id}`
  expect(work).toEqual([{ payload: { order_id: id, payment_intent_id: intent } }])
  expect(await settle(intent, total)).toBe('captured')
  expect(await settle(intent, total)).toBe('already_paid')
  expect(await capture(id)).toBe('captured')
  expect(await moneyOf(id)).toEqual([{ kind: 'charged' }])
  expect(await gaps(sale.saleId)).toEqual([])
  const automatic = await startPayment(await makeSale())
  await settle(automatic.intent, automatic.total)
  expect(await capture(automatic.order.order_id)).toBe('not_authorised')
  expect(await capture(uuid())).toBe('unknown_order')
})

test('the capture is told before the authorisation: paid all the same, once', async () => {
  const sale = await makeSale()
  const { intent, total, order } = await startPayment(sale)
  expect(await settle(intent, total)).toBe('settled')
  expect(await authorise(intent, total)).toBe('already_paid')
  expect(await moneyOf(order.order_id)).toHaveLength(1)
  expect(await gaps(sale.saleId)).toEqual([])
})

test('an authorisation that ends before shipping cancels the order, and its units go to the next in line', async () => {
  const { sale, id, intent } = await authorised()
  await claimOne({ item: sale.itemId })
  const wait = await joinOne({ item: sale.itemId })
  expect(await cancel(intent)).toBe('cancelled')
  expect(await getOrder(id)).toMatchObject({
    status: 'cancelled',
    decline_reason: 'The authorisation ran out.',
  })
  expect(await getWait(wait.wait_id)).toMatchObject({ status: 'offered' })
  expect(await auditOf(sale.saleId)).toEqual([])
  expect(await gaps(sale.saleId)).toEqual([])
  expect(await capture(id)).toBe('voided')
})

test('shipped without capturing is a gap, and so is a promise that is about to end', async () => {
  const { sale, id, intent } = await authorised()
  await sql`update payment_authorisations set capture_before = clock_timestamp() + interval '20 hours' where order_id = ${id}`
  expect(await gaps(sale.saleId)).toEqual(['authorisation runs out'])
  await ship(id)
  expect(await gaps(sale.saleId)).toEqual(['shipped without capturing'])
  await capture(id)
  expect(await gaps(sale.saleId)).toEqual([])
  await sql`update outbox set parked_at = clock_timestamp() where dedupe_key = ${`capture_payment:${id}`}`
  expect(await gaps(sale.saleId)).toEqual(['shipped without capturing'])
  // The parcel is away and the promise is over: the order stays, the money is missing, and that is said.
  expect(await cancel(intent)).toBe('cancelled')
  expect(await getOrder(id)).toMatchObject({ status: 'shipped' })
  expect(await gaps(sale.saleId)).toEqual(['paid without the money'])
})

test('an authorisation for units that are gone, or for another amount, is given back and never becomes an order', async () => {
  const sale = await makeSale({ stock: 1 })
  const late = await startPayment(sale)
  await cancel(late.intent)
  await startPayment(sale)
  expect(await authorise(late.intent, late.total)).toBe('void_due')
  const other = await startPayment(await makeSale())
  expect(await authorise(other.intent, other.total - 1)).toBe('void_due')
  for (const { order, intent } of [late, other]) {
    expect(await getOrder(order.order_id)).toMatchObject({ status: 'cancelled' })
    const work = await sql`select kind from outbox where dedupe_key = ${`cancel_intent:void:${intent}`}`
    expect(work).toEqual([{ kind: 'cancel_intent' }])
  }
})

test('a promise whose time is over is looked up at Stripe', async () => {
  const { id } = await authorised()
  await sql`update payment_authorisations set capture_before = clock_timestamp() - interval '1 minute' where order_id = ${id}`
  await tick()
  await tick()
  const work = await sql`select kind from outbox where payload ->> 'order_id' = ${id} and kind like 'look%'`
  expect(work).toEqual([{ kind: 'look_up_payment' }])
})
