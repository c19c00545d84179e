import { expect, test } from 'vitest'
import { gapsOf, getOrder, makeSale, settle, sql, startPayment, tick, uuid } from './fixtures.ts'

/** News of a refund, each in an event of its own unless told otherwise. */
const tell = async (
  intent: string,
  id: string,
  cents: number,
  status: string,
  event: string | null = null,
) => {
  const [row] =
    status === 'succeeded'
      ? await sql`select refund_order(${event}, 'refund.updated', ${intent}, ${id}, ${cents}) as outcome`
      : await sql`select note_refund(${event}, 'refund.updated', ${intent}, ${id}, ${cents}, null, ${status},
          ${status === 'failed' ? 'expired_or_canceled_card' : null}) as outcome`
  return row?.outcome
}

/** All of it has left. */
async function ship(id: string) {
  await sql`update order_lines set shipped = quantity where order_id = ${id}`
  await sql`update orders set status = 'shipped' where id = ${id}`
}
const netOf = async (orderId: string) =>
  (
    await sql`select kind, amount_cents::int as cents from money_entries where order_id = ${orderId} order by id`
  ).map(({ kind, cents }) => `${kind} ${cents}`)

async function paid() {
  const sale = await makeSale()
  const payment = await startPayment(sale)
  await settle(payment.intent, payment.total)
  return { sale, ...payment, id: payment.order.order_id, refund: `re_${uuid()}` }
}

test('a refund that is pending moves no money; when it is through the order is refunded', async () => {
  const { sale, intent, total, id, refund } = await paid()
  expect(await tell(intent, refund, total, 'pending')).toBe('noted')
  expect(await getOrder(id)).toMatchObject({ status: 'paid' })
  expect(await tell(intent, refund, total, 'succeeded')).toBe('refunded')
  expect(await netOf(id)).toEqual([`charged ${total}`, `refunded ${total}`])
  expect(await gapsOf(sale.saleId)).toEqual([])
})

test('a refund that fails puts the order back to where it was, takes the money back and is a gap', async () => {
  const { sale, intent, total, id, refund } = await paid()
  await ship(id)
  expect(await tell(intent, refund, total, 'succeeded')).toBe('refunded')
  expect(await tell(intent, refund, total, 'failed')).toBe('noted')
  expect(await getOrder(id)).toMatchObject({ status: 'shipped' })
  expect(await netOf(id)).toEqual([`charged ${total}`, `refunded ${total}`, `refund_failed ${total}`])
  expect(await gapsOf(sale.saleId)).toMatchObject([{ order_id: id, gap: 'refund failed' }])
  // Another refund closes it.
  expect(await tell(intent, `re_${uuid()}`, total, 'succeeded')).toBe('refunded')
  expect(await gapsOf(sale.saleId)).toEqual([])
})

test('of two part refunds one fails: the other one still counts', async () => {
  const { intent, total, id, refund } = await paid()
  expect(await tell(intent, refund, total - 300, 'succeeded')).toBe('part_refunded')
  expect(await tell(intent, `re_${uuid()}`, 300, 'succeeded')).toBe('refunded')
  expect(await tell(intent, refund, total - 300, 'failed')).toBe('noted')
  expect(await getOrder(id)).toMatchObject({ status: 'part_refunded' })
})

test('the money of a payment that came too late fails to go back: cancelled again, and named', async () => {
  const sale = await makeSale({ stock: 1 })
  const { intent, total, order } = await startPayment(sale)
  await sql`select cancel_order(null, 'test', ${intent}, 'The time to pay ran out.')`
  await startPayment(sale)
  expect(await settle(intent, total)).toBe('refund_due')
  const refund = `re_${uuid()}`
  expect(await tell(intent, refund, total, 'succeeded')).toBe('refunded')
  expect(await tell(intent, refund, total, 'failed')).toBe('noted')
  expect(await getOrder(order.order_id)).toMatchObject({ status: 'cancelled' })
  const gaps = (await gapsOf(sale.saleId)) as { gap: string }[]
  expect(gaps.map(({ gap }) => gap).sort()).toEqual(['charged but cancelled', 'refund failed'])
})

test('news in any order end the same: failed is the last word, and pending after success is old', async () => {
  const words = ['pending', 'succeeded', 'failed']
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]
  for (const order of orders) {
    const { intent, total, id, refund } = await paid()
    for (const n of order) await tell(intent, refund, total, words[n] ?? '')
    const [row] = await sql`select status from refunds where stripe_refund_id = ${refund}`
    expect(row, order.join()).toMatchObject({ status: 'failed' })
    expect(await getOrder(id), order.join()).toMatchObject({ status: 'paid' })
    const [sum] =
      await sql`select sum(case kind when 'refunded' then amount_cents when 'refund_failed' then -amount_cents end)::int as net
      from money_entries where order_id = ${id}`
    expect(sum?.net ?? 0, order.join()).toBe(0)
  }
})

test('the same event twice has one effect, and one that comes before its payment is not forgotten', async () => {
  const { intent, total, refund, order } = {
    ...(await startPayment(await makeSale())),
    refund: `re_${uuid()}`,
  }
  const event = `evt_${uuid()}`
  expect(await tell(intent, refund, total, 'succeeded', event)).toBe('not_charged')
  await settle(intent, total)
  expect(await tell(intent, refund, total, 'succeeded', event)).toBe('refunded')
  expect(await tell(intent, refund, total, 'succeeded', event)).toBe('duplicate')
  expect(await netOf(order.order_id)).toHaveLength(2)
  expect(await tell(`pi_${uuid()}`, refund, total, 'succeeded')).toBe('unknown_order')
})

test('a refund pending for an hour is looked up, and after a day it is a gap', async () => {
  const { sale, intent, total, id, refund } = await paid()
  await tell(intent, refund, total, 'pending')
  await sql`update refunds set created_at = clock_timestamp() - interval '61 minutes' where stripe_refund_id = ${refund}`
  await tick()
  await tick()
  const work = () => sql`select kind from outbox where payload ->> 'stripe_refund_id' = ${refund}`
  expect(await work()).toEqual([{ kind: 'look_up_refund' }])
  expect(await gapsOf(sale.saleId)).toEqual([])
  await sql`update refunds set created_at = clock_timestamp() - interval '25 hours' where stripe_refund_id = ${refund}`
  expect(await gapsOf(sale.saleId)).toMatchObject([{ order_id: id, gap: 'refund pending for long' }])
})
