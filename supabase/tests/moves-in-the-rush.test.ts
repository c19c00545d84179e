import { expect, test } from 'vitest'
import {
  auditOf,
  claimOne,
  gapsOf,
  getClaim,
  getItem,
  getOrder,
  makeSale,
  openOrder,
  settle,
  sql,
  startPayment,
  uuid,
} from './fixtures.ts'
import { openTransaction } from './locks.ts'
import { logOf, type Move, moveSale } from './moves.ts'

test.each([
  ['pause', 'not_open', {}],
  ['close', 'closed', {}],
  ['cancel', 'closed', {}],
  ['withdraw', 'sold_out', { quantity: null }],
  ['restock', 'claimed', {}],
] as const)(
  'a claim that waits while the merchant does %s is decided by what was done: %s',
  async (move, outcome, options) => {
    const sale = await makeSale({ stock: move === 'restock' ? 0 : 5 })
    const merchant = await openTransaction()
    await moveSale(move as Move, sale, { ...options, on: merchant.sql })
    const claiming = claimOne({ item: sale.itemId })
    await merchant.untilWaitedFor()
    await merchant.commit()
    expect((await claiming).outcome).toBe(outcome)
    expect(await auditOf(sale.saleId)).toEqual([])
  },
)

test('a claim that waits past the closing time while that is moved later is still in time', async () => {
  const sale = await makeSale({ closesIn: 1 })
  const merchant = await openTransaction()
  await moveSale('extend', sale, { on: merchant.sql })
  const claiming = claimOne({ item: sale.itemId })
  await merchant.untilWaitedFor()
  await merchant.sql`select pg_sleep(1)`
  await merchant.commit()
  expect((await claiming).outcome).toBe('claimed')
})

test('a move waits for the claims that are just decided and counts them', async () => {
  const sale = await makeSale({ stock: 5 })
  const rush = await openTransaction()
  await rush.sql`select * from claim_stock(array[gen_random_uuid()], array[gen_random_uuid()], array[${sale.itemId}::uuid], array[4])`
  const withdrawing = moveSale('withdraw', sale, { quantity: null })
  await rush.untilWaitedFor()
  await rush.commit()
  expect(await withdrawing).toBe('withdrawn')
  expect(await getItem(sale.itemId)).toMatchObject({ held: 4, withdrawn: 1, free: 0 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a cancelled sale lets go of what is held, cancels payments at Stripe first, and counts what is paid', async () => {
  const sale = await makeSale({ stock: 10 })
  const shopper = uuid()
  const held = await claimOne({ shopper, item: sale.itemId, quantity: 2 })
  await claimOne({ item: sale.itemId })
  const paying = await startPayment(sale)
  const paid = await startPayment(sale)
  await settle(paid.intent, paid.total)
  expect(await moveSale('cancel', sale)).toBe('cancelled')
  expect(await getClaim(held.claim_id)).toMatchObject({ status: 'released' })
  expect(await getClaim(paying.claim.claim_id)).toMatchObject({ status: 'paying' })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 8, held: 1, sold: 1 })
  const [log] = await logOf(sale)
  expect(log).toMatchObject({ move: 'cancel', detail: { released_claims: 2, paid_orders: 1 } })
  const intents = await sql`select kind from outbox where payload ->> 'order_id' = ${paying.order.order_id}`
  expect(intents).toEqual([{ kind: 'cancel_intent' }])
  await sql`select cancel_order(null, 'outbox.cancel_intent', ${paying.intent}, 'cancelled')`
  expect(await getItem(sale.itemId)).toMatchObject({ free: 9, held: 0, sold: 1 })
  const [lapses] = await sql`select count(lapsed_at)::int as count from claims where item_id = ${sale.itemId}`
  expect(lapses?.count).toBe(0)
  expect(await auditOf(sale.saleId)).toEqual([])
  expect(await gapsOf(sale.saleId)).toEqual([])
})

test('in a cancelled sale nobody begins to pay, not even with claims that a declined card gave back', async () => {
  const sale = await makeSale()
  const { shopper, intent, claim } = await startPayment(sale)
  await moveSale('cancel', sale)
  await sql`select decline_order(null, 'test', ${intent}, 'declined')`
  expect(await getClaim(claim.claim_id)).toMatchObject({ status: 'held' })
  expect(await openOrder(shopper, sale.saleId)).toMatchObject({ outcome: 'nothing_held' })
})

test('a payment that gets its intent while the sale is being cancelled is never confirmed', async () => {
  const sale = await makeSale()
  const shopper = uuid()
  await claimOne({ shopper, item: sale.itemId })
  const order = await openOrder(shopper, sale.saleId)
  const merchant = await openTransaction()
  await moveSale('cancel', sale, { on: merchant.sql })
  const attaching = sql`select attach_intent(${order.order_id}, 1, ${`pi_${uuid()}`})`.then(
    () => 'attached',
    (error: { code?: string }) => error.code,
  )
  await merchant.untilWaitedFor()
  await merchant.commit()
  expect(await attaching).toBe('ST003')
  expect(await getOrder(order.order_id)).toMatchObject({ payment_intent_id: null })
})

test('an intent that was attached before the cancellation is cancelled with it', async () => {
  const sale = await makeSale()
  const shopper = uuid()
  await claimOne({ shopper, item: sale.itemId })
  const order = await openOrder(shopper, sale.saleId)
  const paying = await openTransaction()
  const intent = `pi_${uuid()}`
  await paying.sql`select attach_intent(${order.order_id}, 1, ${intent})`
  const cancelling = moveSale('cancel', sale)
  await paying.untilWaitedFor()
  await paying.commit()
  expect(await cancelling).toBe('cancelled')
  const rows =
    await sql`select payload from outbox where kind = 'cancel_intent' and payload ->> 'order_id' = ${order.order_id}`
  expect(rows).toMatchObject([{ payload: { payment_intent_id: intent } }])
})

test('who watches is told of a move', async () => {
  const sale = await makeSale()
  await moveSale('pause', sale)
  const [told] =
    await sql`select b.sent_version, stock_version(b.sale_id) as now from stock_broadcasts b where b.sale_id = ${sale.saleId}`
  expect(told?.sent_version).toBe(told?.now)
  const topics = await sql`select private from realtime.messages where topic = ${`sale:${sale.saleId}`}`
  expect(topics).toEqual([{ private: false }])
})
