import { expect, test } from 'vitest'
import {
  asMember,
  cancelPaid,
  hearRefund,
  lineOf,
  mailsOf,
  makeMember,
  makePaidOrder,
  orderLog,
  payRefunds,
  refund,
  refundsOf,
  ship,
} from './after-sale.ts'
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
  type TestSale,
  uuid,
} from './fixtures.ts'

const statusOf = async (orderId: string) => (await getOrder(orderId))?.status
const agree = async (sale: TestSale) =>
  expect([await auditOf(sale.saleId), await gapsOf(sale.saleId)]).toEqual([[], []])

test('a paid order is called off: its units are free, its money goes back once, and every step agrees', async () => {
  const order = await makePaidOrder(2, { stock: 5, shippingCents: 490 })
  const { sale, orderId } = order
  const request = uuid()
  const answers = await Promise.all(Array.from({ length: 5 }, () => cancelPaid(orderId, request)))
  expect(answers.sort()).toEqual(['cancelled', ...Array(4).fill('repeated')])
  expect(await cancelPaid(orderId)).toBe('already_cancelled')
  expect(await statusOf(orderId)).toBe('cancelled')
  expect(await getItem(sale.itemId)).toMatchObject({ free: 5, sold: 0 })
  expect(await ship(orderId)).toBe('not_paid')
  await agree(sale)
  const [due] =
    await sql`select payload, dedupe_key from outbox where kind = 'refund_payment' and payload ->> 'order_id' = ${orderId}`
  const [row] = await refundsOf(orderId)
  expect(row).toMatchObject({ status: 'pending', amount_cents: '2490' })
  expect(due?.payload).toMatchObject({
    refund_id: row?.id,
    amount_cents: 2490,
    idempotency_key: `refund:${row?.id}`,
  })
  await payRefunds(order)
  expect(await statusOf(orderId)).toBe('refunded')
  expect(await refundsOf(orderId)).toMatchObject([{ status: 'succeeded', amount_cents: '2490' }])
  expect(await getItem(sale.itemId)).toMatchObject({ free: 5, sold: 0 })
  expect(await mailsOf(orderId)).toEqual(['paid', 'cancelled', 'refunded'])
  await agree(sale)
})

test('what has left cannot be called off, and what was never paid neither', async () => {
  const { orderId, claimId } = await makePaidOrder(2)
  await ship(orderId, { lines: [{ claim_id: claimId, quantity: 1 }] })
  expect(await cancelPaid(orderId)).toBe('already_shipped')
  const sale = await makeSale()
  const { order } = await startPayment(sale)
  expect(await cancelPaid(order.order_id)).toBe('not_paid')
  expect(await cancelPaid(uuid())).toBe('unknown_order')
})

test('two refunds at once never give back more than was charged', async () => {
  const order = await makePaidOrder(2, { shippingCents: 500 })
  const ask = () =>
    refund(order.orderId, { lines: [{ claim_id: order.claimId, quantity: 0, amount_cents: 2000 }] })
  expect((await Promise.all([ask(), ask(), ask(), ask()])).sort()).toEqual([
    'more_than_charged',
    'more_than_charged',
    'more_than_charged',
    'refund_asked',
  ])
  expect(await refund(order.orderId, { shipping: 501 })).toBe('more_than_charged')
  await payRefunds(order)
  expect(await statusOf(order.orderId)).toBe('part_refunded')
  expect(await refund(order.orderId, { shipping: 501 })).toBe('more_than_charged')
  expect(await refund(order.orderId, { shipping: 500 })).toBe('refund_asked')
  await expect(sql`
    insert into refunds (order_id, merchant_id, amount_cents, currency, reason)
    select id, merchant_id, 1, currency, 'one cent more' from orders where id = ${order.orderId}`).rejects.toMatchObject(
    {
      code: '23514',
    },
  )
  await payRefunds(order)
  expect(await statusOf(order.orderId)).toBe('refunded')
  await agree(order.sale)
})

test('a refund in part: units that stay here go back into the sale or not, as chosen, and the rest still ships', async () => {
  for (const restock of [true, false]) {
    const order = await makePaidOrder(3, { stock: 5 })
    const { sale, orderId, claimId } = order
    expect(
      await refund(orderId, { lines: [{ claim_id: claimId, quantity: 1, amount_cents: 1000 }], restock }),
    ).toBe('refund_asked')
    expect(await lineOf(orderId)).toMatchObject({ not_sent: 1, restocked: restock ? 1 : 0 })
    expect(await getItem(sale.itemId)).toMatchObject({ free: restock ? 3 : 2, sold: restock ? 2 : 3 })
    await agree(sale)
    await payRefunds(order)
    expect(await statusOf(orderId)).toBe('part_refunded')
    expect(await ship(orderId)).toBe('shipped')
    expect(await lineOf(orderId)).toMatchObject({ shipped: 2 })
    expect(await statusOf(orderId)).toBe('part_refunded')
    await agree(sale)
  }
})

test('a refund of everything keeps all units here; not restocked, none of them is sold again', async () => {
  const order = await makePaidOrder(2, { stock: 2, shippingCents: 100 })
  await refund(order.orderId, {
    lines: [{ claim_id: order.claimId, quantity: 0, amount_cents: 2000 }],
    shipping: 100,
    restock: false,
  })
  expect(await lineOf(order.orderId)).toMatchObject({ not_sent: 2, restocked: 0 })
  await payRefunds(order)
  expect(await statusOf(order.orderId)).toBe('refunded')
  expect(await getItem(order.sale.itemId)).toMatchObject({ free: 0, sold: 2 })
  await agree(order.sale)
})

test('units put back are offered to the next in line before anybody else sees them', async () => {
  const sale = await makeSale({ stock: 2 })
  const { orderId } = await makePaidOrder(1, {}, sale)
  await claimOne({ item: sale.itemId })
  const waiting = await joinOne({ item: sale.itemId })
  expect(waiting.outcome).toBe('waiting')
  expect(await cancelPaid(orderId)).toBe('cancelled')
  expect(await getWait(waiting.wait_id)).toMatchObject({ status: 'offered' })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 0, held: 2, sold: 0 })
  await agree(sale)
})

test('a refund made in Stripe appears once: in the order, in the list, and in the stock when nothing had left', async () => {
  const order = await makePaidOrder(2, { stock: 5 })
  const id = `re_${uuid()}`
  expect(await hearRefund(order.intent, order.total, { id })).toBe('refunded')
  expect(await hearRefund(order.intent, order.total, { id })).toBe('refunded')
  expect(await refundsOf(order.orderId)).toMatchObject([
    { status: 'succeeded', stripe_refund_id: id, reason: 'Made at Stripe.' },
  ])
  expect(await getItem(order.sale.itemId)).toMatchObject({ free: 5, sold: 0 })
  expect(await mailsOf(order.orderId)).toEqual(['paid', 'refunded'])
  await agree(order.sale)
})

test('a refund made in Stripe after the parcel left puts nothing into the stock', async () => {
  const order = await makePaidOrder(2, { stock: 5 })
  await ship(order.orderId)
  expect(await hearRefund(order.intent, order.total)).toBe('refunded')
  expect(await getItem(order.sale.itemId)).toMatchObject({ free: 3, sold: 2 })
  await agree(order.sale)
})

test('our own refund heard of by webhook, by answer and by update is one refund', async () => {
  const order = await makePaidOrder(2)
  await refund(order.orderId, { lines: [{ claim_id: order.claimId, quantity: 0, amount_cents: 700 }] })
  const own = (await refundsOf(order.orderId))[0]?.id ?? ''
  const id = `re_${uuid()}`
  await Promise.all([1, 2, 3, 4].map(() => hearRefund(order.intent, 700, { own, id })))
  expect(await refundsOf(order.orderId)).toMatchObject([
    { id: own, status: 'succeeded', stripe_refund_id: id },
  ])
  // One from the dashboard beside it is another one.
  expect(await hearRefund(order.intent, 700)).toBe('part_refunded')
  expect(await refundsOf(order.orderId)).toHaveLength(2)
  expect(await refund(order.orderId, { shipping: 601 })).toBe('more_than_charged')
  expect(await refund(order.orderId, { shipping: 600 })).toBe('refund_asked')
})

test('a payment that came too late is being refunded already: nobody asks for it twice', async () => {
  const sale = await makeSale({ stock: 1 })
  const { order, intent, total } = await startPayment(sale)
  await sql`select cancel_order(null, 'test', ${intent}, 'too late')`
  await claimOne({ item: sale.itemId })
  expect(await settle(intent, total)).toBe('refund_due')
  expect(await refund(order.order_id, { shipping: 100 })).toBe('more_than_charged')
})

test('a refund without a reason, a request id, an amount or lines that are the order’s changes nothing', async () => {
  const { sale, orderId, claimId } = await makePaidOrder(2)
  for (const broken of [
    { shipping: 1, reason: ' ' },
    { shipping: 1, request: null },
    { shipping: 0 },
    { shipping: -1 },
    { lines: [{ claim_id: claimId, quantity: 1, amount_cents: -1 }] },
    { lines: [{ claim_id: claimId, quantity: -1, amount_cents: 1 }] },
  ])
    expect(await refund(orderId, broken)).toBe('invalid')
  expect(await refund(orderId, { lines: [{ claim_id: uuid(), quantity: 0, amount_cents: 1 }] })).toBe(
    'too_many',
  )
  expect(await refund(orderId, { lines: [{ claim_id: claimId, quantity: 3, amount_cents: 1 }] })).toBe(
    'too_many',
  )
  const request = uuid()
  expect(await refund(orderId, { shipping: 1, request })).toBe('refund_asked')
  expect(await refund(orderId, { shipping: 1, request })).toBe('repeated')
  expect(await refundsOf(orderId)).toHaveLength(1)
  const manager = await makeMember(sale, 'manager')
  expect(await asMember(manager, (on) => refund(orderId, { shipping: 2, on, reason: '  A crack.  ' }))).toBe(
    'refund_asked',
  )
  expect((await orderLog(orderId)).at(-1)).toMatchObject({
    move: 'refund',
    reason: 'A crack.',
    moved_by: manager,
  })
  for (const broken of [
    sql`update order_moves set reason = 'another' where order_id = ${orderId}`,
    sql`delete from order_moves where order_id = ${orderId}`,
  ])
    await expect(broken).rejects.toMatchObject({ code: 'ST001' })
})
