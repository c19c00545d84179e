import { expect, test } from 'vitest'
import {
  asMember,
  cancelPaid,
  makePaidOrder,
  orderLog,
  payRefunds,
  refund,
  refundsOf,
  ship,
  shipmentsOf,
  takeBack,
} from './after-sale.ts'
import { auditOf, gapsOf, getItem, getOrder, sql, type TestSale, uuid } from './fixtures.ts'

const statusOf = async (orderId: string) => (await getOrder(orderId))?.status
const agree = async (sale: TestSale) =>
  expect([await auditOf(sale.saleId), await gapsOf(sale.saleId)]).toEqual([[], []])

test('a parcel that came back: its units into the sale or not, its price back or not', async () => {
  for (const [restock, isRefunded] of [
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ] as const) {
    const order = await makePaidOrder(2, { stock: 5, shippingCents: 490 })
    const { orderId, sale } = order
    await ship(orderId)
    const [shipment] = await shipmentsOf(orderId)
    const lines = [{ claim_id: order.claimId, quantity: 1 }]
    expect(await takeBack(shipment?.id ?? '', { lines, restock, refund: isRefunded })).toBe('part_returned')
    expect(await takeBack(shipment?.id ?? '', { restock, refund: isRefunded })).toBe('returned')
    expect(await takeBack(shipment?.id ?? '')).toBe('already_returned')
    expect((await shipmentsOf(orderId))[0]?.state).toBe('returned')
    expect(await getItem(sale.itemId)).toMatchObject({ free: restock ? 5 : 3, sold: restock ? 0 : 2 })
    expect((await refundsOf(orderId)).map((row) => row.amount_cents)).toEqual(
      isRefunded ? ['1000', '1000'] : [],
    )
    await payRefunds(order)
    expect(await statusOf(orderId)).toBe(isRefunded ? 'part_refunded' : 'shipped')
    await agree(sale)
  }
})

test('a refund that fails can be asked for again, and until then it is a gap', async () => {
  const order = await makePaidOrder(1)
  await cancelPaid(order.orderId)
  const own = (await refundsOf(order.orderId))[0]?.id ?? ''
  const [row] = await sql`
    select note_refund(${`evt_${uuid()}`}, 'refund.failed', ${order.intent}, ${`re_${uuid()}`}, 1000, ${own}, 'failed', 'Account closed.') as outcome`
  expect(row?.outcome).toBe('noted')
  const gaps = (await gapsOf(order.sale.saleId)) as { gap: string }[]
  expect(gaps.map((gap) => gap.gap).sort()).toEqual(['charged but cancelled', 'refund failed'])
  expect((await orderLog(order.orderId)).at(-1)).toMatchObject({
    move: 'refund_failed',
    reason: 'Account closed.',
  })
  expect(await refund(order.orderId, { shipping: 1000 })).toBe('refund_asked')
  await agree(order.sale)
  await payRefunds(order)
  expect(await statusOf(order.orderId)).toBe('refunded')
  await agree(order.sale)
})

test('money moves by owners and managers only; a packer may take a parcel back without it', async () => {
  const found: Record<string, string[]> = {}
  for (const role of ['owner', 'manager', 'packer', 'stranger']) {
    const [one, two, three] = [await makePaidOrder(), await makePaidOrder(), await makePaidOrder()]
    const user = uuid()
    for (const { sale } of [one, two, three])
      if (role !== 'stranger')
        await sql`insert into merchant_members values (${sale.merchantId}, ${user}, ${role})`
    await ship(three.orderId)
    const shipment = (await shipmentsOf(three.orderId))[0]?.id ?? ''
    found[role] = [
      await asMember(user, (on) => cancelPaid(one.orderId, uuid(), on)),
      await asMember(user, (on) => refund(two.orderId, { shipping: 1, on })),
      await asMember(user, (on) => takeBack(shipment, { refund: true, on })),
      await asMember(user, (on) => takeBack(shipment, { on })),
    ]
  }
  const all = ['cancelled', 'refund_asked', 'returned', 'already_returned']
  expect(found).toEqual({
    owner: all,
    manager: all,
    packer: ['not_allowed', 'not_allowed', 'not_allowed', 'returned'],
    stranger: Array(4).fill('not_allowed'),
  })
})
