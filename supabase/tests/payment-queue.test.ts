import { beforeEach, expect, test } from 'vitest'
import {
  auditOf,
  claimOne,
  gapsOf,
  getClaim,
  getOrder,
  makeSale,
  openOrder,
  sql,
  type TestSale,
  tick,
  uuid,
} from './fixtures.ts'

type Turn = { outcome: string; place: string | null; wait_seconds: number | null }

const ask = async (order: { order_id: string; attempt: number }): Promise<Turn> => {
  const [turn] = await sql<Turn[]>`
    select outcome, place, wait_seconds from ask_to_pay(${order.order_id}, ${order.attempt})`
  if (!turn) throw new Error('ask_to_pay answered nothing')
  return turn
}

/** So many tokens now, and practically none to come. */
const leave = (tokens: number) => sql`
  update stripe_buckets set per_second = 0.0001, burst = 100, tokens = ${tokens}, filled_at = clock_timestamp()
  where kind = 'payments'`

/** A shopper who has just tapped on pay. */
async function tapped(sale: TestSale) {
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: sale.itemId })
  return { shopper, claim, ...(await openOrder(shopper, sale.saleId)) }
}

beforeEach(async () => {
  await sql`truncate payment_queue`
  await leave(0)
})

test('a lone shopper waits for nobody, and asking again takes no second token', async () => {
  const order = await tapped(await makeSale())
  await leave(2)
  for (let n = 0; n < 3; n++) expect(await ask(order)).toMatchObject({ outcome: 'admitted' })
  const [bucket] = await sql`select floor(tokens) as left from stripe_buckets where kind = 'payments'`
  expect(bucket?.left).toBe(1)
})

test('beyond the tokens they wait in order, see their place, and nobody jumps', async () => {
  const sale = await makeSale({ stock: 20 })
  const line = []
  for (let n = 0; n < 6; n++) {
    const order = await tapped(sale)
    line.push(order)
    expect(await ask(order)).toMatchObject({ outcome: 'queued', place: String(n + 1) })
  }
  await leave(2)
  // Who asks first after the tokens came is the last in line: the tokens are the first two's.
  const last = line[5]
  if (!last) throw new Error('Six are in line.')
  expect(await ask(last)).toMatchObject({ outcome: 'queued', place: '4' })
  const answers = await Promise.all(line.map(ask))
  expect(answers.map((answer) => answer.outcome)).toEqual([
    'admitted',
    'admitted',
    ...Array(4).fill('queued'),
  ])
  expect(answers.slice(2).map((answer) => answer.place)).toEqual(['1', '2', '3', '4'])
})

test('asked by many at once, never more are called up than there are tokens, first come first', async () => {
  const sale = await makeSale({ stock: 60 })
  const orders = []
  for (let n = 0; n < 30; n++) orders.push(await tapped(sale))
  for (const order of orders) await ask(order)
  await leave(7)
  const answers = await Promise.all(orders.toReversed().map(ask))
  await Promise.all(orders.map(ask))
  expect(answers.filter((answer) => answer.outcome === 'admitted').length).toBeLessThanOrEqual(7)
  const admitted = await sql`select order_id from payment_queue where admitted_at is not null order by place`
  expect(admitted.map((row) => row.order_id)).toEqual(orders.slice(0, 7).map((order) => order.order_id))
})

test('somebody in a tunnel is passed over and keeps the place', async () => {
  const sale = await makeSale()
  const [away, here] = [await tapped(sale), await tapped(sale)]
  await ask(away)
  await ask(here)
  await sql`update payment_queue set seen_at = clock_timestamp() - interval '20 seconds' where order_id = ${away.order_id}`
  await leave(1)
  expect(await ask(here)).toMatchObject({ outcome: 'admitted' })
  expect(await ask(away)).toMatchObject({ outcome: 'queued', place: '1' })
})

test('no clock runs while one waits: the time to pay starts when it is one’s turn, and the wait is given back', async () => {
  const sale = await makeSale({ paySeconds: 100, holdSeconds: 300 })
  const order = await tapped(sale)
  await ask(order)
  const heldUntil = async () =>
    (await sql`select held_until from claims where id = ${order.claim.claim_id}`)[0]?.held_until.getTime()
  const before = await heldUntil()
  // Four minutes in line, far longer than the sale gives for paying.
  await sql`update payment_queue set asked_at = asked_at - interval '4 minutes' where order_id = ${order.order_id}`
  await sql`update orders set pay_expires_at = clock_timestamp() + interval '1 second' where id = ${order.order_id}`
  expect(await ask(order)).toMatchObject({ outcome: 'queued' })
  await tick()
  expect(await getOrder(order.order_id)).toMatchObject({ status: 'paying' })
  expect((await getOrder(order.order_id))?.pay_expires_at.getTime()).toBeGreaterThan(Date.now() + 60_000)
  await leave(1)
  expect(await ask(order)).toMatchObject({ outcome: 'admitted' })
  const left = (await getOrder(order.order_id))?.pay_expires_at.getTime() - Date.now()
  expect(left).toBeGreaterThan(95_000)
  expect(left).toBeLessThanOrEqual(101_000)
  expect((await heldUntil()) - before).toBeGreaterThanOrEqual(240_000)
  // Once only: who asks again does not begin again.
  const [order1, held1] = [await getOrder(order.order_id), await heldUntil()]
  expect(await ask(order)).toMatchObject({ outcome: 'admitted' })
  expect((await getOrder(order.order_id))?.pay_expires_at).toEqual(order1?.pay_expires_at)
  expect(await heldUntil()).toBe(held1)
  expect(await gapsOf(sale.saleId)).toEqual([])
})

test('who stops asking loses the place and gets the bag back; the attempt counts against nothing', async () => {
  const sale = await makeSale()
  const [gone, next] = [await tapped(sale), await tapped(sale)]
  await ask(gone)
  await ask(next)
  await sql`update payment_queue set seen_at = clock_timestamp() - interval '46 seconds' where order_id = ${gone.order_id}`
  expect((await tick()).left_queue).toBe(1)
  expect(await getClaim(gone.claim.claim_id)).toMatchObject({ status: 'held' })
  expect(await getOrder(gone.order_id)).toMatchObject({
    status: 'open',
    decline_reason: 'You left the line to pay, so your place was given up.',
  })
  expect(await ask(gone)).toMatchObject({ outcome: 'not_paying' })
  expect(await ask(next)).toMatchObject({ outcome: 'queued', place: '1' })
  const [attempt] = await sql`select claim_ids from payment_attempts where order_id = ${gone.order_id}`
  expect(attempt?.claim_ids).toEqual([])
  expect(await auditOf(sale.saleId)).toEqual([])
  // Back again, with the same bag: a new attempt at the end of the line.
  const again = await openOrder(gone.shopper, sale.saleId)
  expect(again).toMatchObject({ outcome: 'opened', attempt: 2 })
  expect(await ask(again)).toMatchObject({ outcome: 'queued', place: '2' })
})

test('called up and gone before hearing it: the bag comes back all the same, units are never stuck', async () => {
  const sale = await makeSale()
  const [gone, other] = [await tapped(sale), await tapped(sale)]
  await ask(gone)
  await ask(other)
  await leave(1)
  await ask(other)
  await sql`update payment_queue set seen_at = clock_timestamp() - interval '46 seconds' where order_id = ${gone.order_id}`
  await tick()
  expect(await getClaim(gone.claim.claim_id)).toMatchObject({ status: 'held' })
  expect(await sql`select 1 from payment_queue where order_id = ${gone.order_id}`).toHaveLength(0)
})

test('housekeeping takes away at most so many at once, and leaves those who are just asking alone', async () => {
  const sale = await makeSale()
  const orders = [await tapped(sale), await tapped(sale), await tapped(sale)]
  for (const order of orders) await ask(order)
  await sql`update payment_queue set seen_at = clock_timestamp() - interval '1 hour'`
  expect((await sql`select lapse_payment_queue(1) as n`)[0]?.n).toBe(1)
  const asking = await sql.reserve()
  await asking`begin`
  await asking`select * from orders where id = ${orders[1]?.order_id ?? null} for update`
  expect((await sql`select lapse_payment_queue(10) as n`)[0]?.n).toBe(1)
  await asking`commit`
  asking.release()
  expect((await sql`select lapse_payment_queue(10) as n`)[0]?.n).toBe(1)
})
