import { expect, test } from 'vitest'
import {
  auditOf,
  claimOne,
  getClaim,
  getItem,
  getOrder,
  makeSale,
  openOrder,
  sql,
  startPayment,
  uuid,
} from './fixtures.ts'

const tick = async () => (await sql`select tick() as done`)[0]?.done as Record<string, number>
const outboxOf = (orderId: string) => sql`
  select id, kind, attempts, done_at, parked_at, last_error from outbox where payload ->> 'order_id' = ${orderId} order by id`

test('tick releases what ran out and tells the watchers', async () => {
  const sale = await makeSale({ stock: 2, holdSeconds: 1 })
  await claimOne({ item: sale.itemId })
  await sql`select pg_sleep(1.1)`
  const [before] = await sql`select sent_version from stock_broadcasts where sale_id = ${sale.saleId}`
  expect((await tick()).released).toBeGreaterThanOrEqual(1)
  expect(await getItem(sale.itemId)).toMatchObject({ free: 2, held: 0 })
  const [after] =
    await sql`select sent_version, stock_version(${sale.saleId}) as now from stock_broadcasts where sale_id = ${sale.saleId}`
  expect(Number(after?.sent_version)).toBeGreaterThan(Number(before?.sent_version))
  expect(after?.sent_version).toBe(after?.now)
})

test('an order whose time to pay is over asks Stripe to cancel first and keeps its units until then', async () => {
  const sale = await makeSale({ stock: 1, paySeconds: 1, holdSeconds: 1 })
  const { order, claim } = await startPayment(sale)
  await sql`select pg_sleep(1.05)`
  await tick()
  await tick()
  expect(await outboxOf(order.order_id)).toMatchObject([{ kind: 'cancel_intent' }])
  expect(await getClaim(claim.claim_id)).toMatchObject({ status: 'paying' })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 0, held: 1 })
})

test('an order that never got an intent is cancelled after a grace of a minute, not before', async () => {
  const sale = await makeSale({ stock: 1, paySeconds: 1 })
  const shopper = uuid()
  await claimOne({ shopper, item: sale.itemId })
  const order = await openOrder(shopper, sale.saleId)
  await sql`update orders set pay_expires_at = clock_timestamp() - interval '50 seconds' where id = ${order.order_id}`
  await tick()
  expect(await getOrder(order.order_id)).toMatchObject({ status: 'paying' })
  await sql`update orders set pay_expires_at = clock_timestamp() - interval '61 seconds' where id = ${order.order_id}`
  await tick()
  expect(await getOrder(order.order_id)).toMatchObject({ status: 'cancelled' })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 1, held: 0 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a declined order whose claims ran out is over and its intent is not left hanging', async () => {
  const sale = await makeSale({ stock: 1 })
  const { order, claim, intent } = await startPayment(sale)
  await sql`select decline_order(null, 'test', ${intent}, 'declined')`
  await tick()
  expect(await getOrder(order.order_id)).toMatchObject({ status: 'open' })
  await sql`update claims set expires_at = clock_timestamp() where id = ${claim.claim_id}`
  await tick()
  expect(await getOrder(order.order_id)).toMatchObject({ status: 'cancelled' })
  expect(await outboxOf(order.order_id)).toMatchObject([{ kind: 'cancel_intent' }])
})

test('an outbox row is leased to one worker, comes again when that one dies, and is parked after ten failures', async () => {
  const sale = await makeSale()
  const { order, intent, total } = await startPayment(sale)
  await sql`select settle_order(null, 'test', ${intent}, ${total}, 'eur')`
  const take = async (seconds: number) => {
    const rows =
      await sql`select id from take_outbox(500, ${seconds}) where payload ->> 'order_id' = ${order.order_id}`
    return rows.length
  }
  const taken = await Promise.all([take(60), take(60), take(60)])
  expect(taken.reduce((sum, n) => sum + n, 0)).toBe(1)
  const [row] = await outboxOf(order.order_id)
  expect(await take(60)).toBe(0)
  await sql`update outbox set leased_until = clock_timestamp() where id = ${row?.id}`
  expect(await take(60)).toBe(1)
  for (let n = 2; n < 10; n++) {
    await sql`select finish_outbox(${row?.id}, 'SMTP is away')`
    expect(await take(60)).toBe(0) // it waits a while before it comes again
    await sql`update outbox set run_after = clock_timestamp() where id = ${row?.id}`
    expect(await take(60)).toBe(1)
  }
  await sql`select finish_outbox(${row?.id}, 'SMTP is away')`
  expect((await outboxOf(order.order_id))[0]).toMatchObject({
    attempts: 10,
    last_error: 'SMTP is away',
    parked_at: expect.any(Date),
  })
  await sql`update outbox set run_after = clock_timestamp() where id = ${row?.id}`
  expect(await take(60)).toBe(0)
})

test('the snapshot says the same to everybody and no more than it should', async () => {
  const sale = await makeSale({ stock: 12 })
  const snapshot = async () => (await sql`select sale_snapshot(${sale.slug}) as s`)[0]?.s
  const first = await snapshot()
  expect(Object.keys(first).sort()).toEqual(['items', 'sale', 'version'])
  expect(first.items[0]).toEqual({
    id: sale.itemId,
    priceCents: 1000,
    currency: 'EUR',
    state: 'available',
    free: null,
    paying: null,
    limitPerShopper: 100,
  })
  await claimOne({ item: sale.itemId, quantity: 2 })
  expect((await snapshot()).items[0]).toMatchObject({ state: 'low', free: 10 })
  const shopper = uuid()
  const rest = await claimOne({ shopper, item: sale.itemId, quantity: 10 })
  const held = await snapshot()
  expect(held.items[0]).toMatchObject({ state: 'all_held', free: 0 })
  expect(held.version).toBeGreaterThan(first.version)
  await sql`select release_claim(${rest.claim_id}, ${shopper})`
  expect((await snapshot()).items[0]).toMatchObject({ state: 'low', free: 10 })
  await sql`update sales set status = 'draft' where id = ${sale.saleId}`
  expect(await snapshot()).toBeNull()
})
