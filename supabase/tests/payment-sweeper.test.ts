import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  address,
  claimOne,
  getClaim,
  makeSale,
  openOrder,
  sql,
  startPayment,
  tick,
  uuid,
} from './fixtures.ts'

const workOf = (orderId: string) =>
  sql`select kind, payload from outbox where payload ->> 'order_id' = ${orderId} order by id`
const silentFor = (orderId: string, seconds: number) => sql`
  update payment_attempts set started_at = clock_timestamp() - ${seconds} * interval '1 second' where order_id = ${orderId}`

beforeEach(() => sql`truncate payment_queue`)
afterEach(() => sql`update payment_settings set attempts_per_shopper = 12, declines_per_address = 30`)

test('a payment that was silent for two minutes is looked up at Stripe, once, and again two minutes later', async () => {
  const { order, intent } = await startPayment(await makeSale({ paySeconds: 3600 }))
  await silentFor(order.order_id, 119)
  await tick()
  expect(await workOf(order.order_id)).toEqual([])
  await silentFor(order.order_id, 121)
  await tick()
  await tick()
  const lookUp = {
    kind: 'look_up_payment',
    payload: { order_id: order.order_id, payment_intent_id: intent },
  }
  expect(await workOf(order.order_id)).toEqual([lookUp])
  await silentFor(order.order_id, 245)
  await tick()
  expect(await workOf(order.order_id)).toEqual([lookUp, lookUp])
})

test('the sweeper asks about so many at once and comes to the others next', async () => {
  const sale = await makeSale({ stock: 10, paySeconds: 3600 })
  const orders = []
  for (let n = 0; n < 5; n++) orders.push((await startPayment(sale)).order.order_id)
  for (const id of orders) await silentFor(id, 130)
  const swept = async () => (await sql`select sweep_silent_payments(2) as n`)[0]?.n
  expect([await swept(), await swept(), await swept(), await swept()]).toEqual([2, 2, 1, 0])
})

test('who waits in the payment queue is not silent', async () => {
  const sale = await makeSale({ paySeconds: 3600 })
  const { order } = await startPayment(sale)
  await sql`update stripe_buckets set tokens = 0, per_second = 0.0001, filled_at = clock_timestamp() where kind = 'payments'`
  await sql`select ask_to_pay(${order.order_id}, ${order.attempt})`
  await silentFor(order.order_id, 500)
  await tick()
  expect(await workOf(order.order_id)).toEqual([])
  await sql`update stripe_buckets set tokens = burst, per_second = 25 where kind = 'payments'`
})

async function tryCard(shopper: string, saleId: string, addressKey: string | null = null): Promise<string> {
  const [order] = await sql`select outcome, order_id, attempt from open_order(
    ${shopper}, ${saleId}, ${uuid()}, 'ada@shopper.test', 'Ada', ${sql.json(address)}, ${addressKey})`
  if (order?.outcome !== 'opened') return order?.outcome
  const [row] = await sql`select payment_intent_id as id from orders where id = ${order.order_id}`
  const intent = row?.id ?? `pi_${uuid()}`
  await sql`select attach_intent(${order.order_id}, ${order.attempt}, ${intent})`
  await sql`select decline_order(null, 'test', ${intent}, 'Your card was declined.', null, ${order.attempt})`
  return 'declined'
}

test('a claim is tried five times, whatever order it is in, and then it only runs out', async () => {
  const sale = await makeSale({ items: 2 })
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: sale.itemId })
  for (let n = 0; n < 4; n++) expect(await tryCard(shopper, sale.saleId)).toBe('declined')
  // Another claim in the same bag does not begin again for the first one, nor does a new order.
  await claimOne({ shopper, item: sale.itemIds[1] ?? null })
  const [order] = await sql`select payment_intent_id as intent from orders where shopper_id = ${shopper}`
  await sql`select cancel_order(null, 'test', ${order?.intent}, 'Cancelled in the dashboard.')`
  expect(await tryCard(shopper, sale.saleId)).toBe('declined')
  expect(await tryCard(shopper, sale.saleId)).toBe('too_many_attempts')
  expect(await getClaim(claim.claim_id)).toMatchObject({ status: 'held' })
})

test('attempts that ended before the card was touched count against nobody', async () => {
  const sale = await makeSale()
  const shopper = uuid()
  await claimOne({ shopper, item: sale.itemId })
  for (let n = 0; n < 6; n++) {
    const order = await openOrder(shopper, sale.saleId)
    expect(order.outcome).toBe('opened')
    await sql`select abandon_attempt(${order.order_id}, ${order.attempt}, 'The payment could not be started.')`
  }
  expect(await tryCard(shopper, sale.saleId)).toBe('declined')
})

test('a shopper who goes from claim to claim with bad cards is told to slow down', async () => {
  await sql`update payment_settings set attempts_per_shopper = 4`
  const shopper = uuid()
  for (let n = 0; n < 2; n++) {
    const sale = await makeSale()
    await claimOne({ shopper, item: sale.itemId })
    for (let m = 0; m < 2; m++) expect(await tryCard(shopper, sale.saleId)).toBe('declined')
  }
  const sale = await makeSale()
  await claimOne({ shopper, item: sale.itemId })
  expect(await tryCard(shopper, sale.saleId)).toBe('slow_down')
  await sql`update payment_attempts set started_at = clock_timestamp() - interval '11 minutes' where shopper_id = ${shopper}`
  expect(await tryCard(shopper, sale.saleId)).toBe('declined')
})

test('an address with many declined cards is told to slow down, one where payments go through is not', async () => {
  await sql`update payment_settings set declines_per_address = 3`
  const sale = await makeSale({ stock: 50 })
  const buyer = async (key: string) => {
    const shopper = uuid()
    await claimOne({ shopper, item: sale.itemId })
    return tryCard(shopper, sale.saleId, key)
  }
  const [office, tester] = [uuid(), uuid()]
  for (let n = 0; n < 5; n++) {
    const shopper = uuid()
    await claimOne({ shopper, item: sale.itemId })
    const [order] = await sql`select outcome from open_order(
      ${shopper}, ${sale.saleId}, ${uuid()}, 'ada@shopper.test', 'Ada', ${sql.json(address)}, ${office})`
    expect(order?.outcome).toBe('opened')
  }
  for (let n = 0; n < 3; n++) expect(await buyer(tester)).toBe('declined')
  expect(await buyer(tester)).toBe('slow_down')
  expect(await buyer(office)).toBe('declined')
})
