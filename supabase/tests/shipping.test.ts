import { expect, test } from 'vitest'
import {
  asMember,
  deliver,
  lineOf,
  mailsOf,
  makeMember,
  makePaidOrder,
  newTracking,
  orderLog,
  refund,
  ship,
  shipmentsOf,
} from './after-sale.ts'
import { auditOf, gapsOf, getOrder, makeSale, sql, startPayment, uuid } from './fixtures.ts'
import { openTransaction } from './locks.ts'
import { asRole } from './moves.ts'

const statusOf = async (orderId: string) => (await getOrder(orderId))?.status
const toShip = async (orderId: string) => (await getOrder(orderId))?.to_ship

test('an order is shipped when all of it has left and delivered when all of that has arrived', async () => {
  const { sale, orderId, claimId } = await makePaidOrder(3)
  expect(await toShip(orderId)).toBe(3)
  expect(await ship(orderId, { lines: [{ claim_id: claimId, quantity: 2 }] })).toBe('part_shipped')
  expect(await statusOf(orderId)).toBe('paid')
  const [first] = await shipmentsOf(orderId)
  expect(await deliver(first?.id ?? '')).toBe('delivered')
  expect(await statusOf(orderId)).toBe('paid')
  expect(await ship(orderId)).toBe('shipped')
  expect(await statusOf(orderId)).toBe('shipped')
  const [, second] = await shipmentsOf(orderId)
  expect(await deliver(second?.id ?? '')).toBe('delivered')
  expect(await deliver(second?.id ?? '')).toBe('already_delivered')
  expect(await statusOf(orderId)).toBe('delivered')
  expect(await mailsOf(orderId)).toEqual(['paid', 'shipped', 'delivered', 'shipped', 'delivered'])
  expect((await orderLog(orderId)).map((row) => row.move)).toEqual(['ship', 'deliver', 'ship', 'deliver'])
  expect(await gapsOf(sale.saleId)).toEqual([])
})

test('the mail about a parcel names the order, the template and the shipment, nothing else', async () => {
  const { orderId } = await makePaidOrder()
  await ship(orderId)
  const [shipment] = await shipmentsOf(orderId)
  const [row] =
    await sql`select payload from outbox where payload ->> 'order_id' = ${orderId} and payload ->> 'template' = 'shipped'`
  expect(row?.payload).toEqual({ order_id: orderId, template: 'shipped', shipment_id: shipment?.id })
})

test('never more is shipped than was ordered, not even by twenty at once', async () => {
  const { orderId, claimId } = await makePaidOrder(3)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ship(orderId, { lines: [{ claim_id: claimId, quantity: 2 }] })),
  )
  expect(answers.sort()).toEqual(['part_shipped', ...Array(19).fill('too_many')])
  expect(await lineOf(orderId)).toMatchObject({ shipped: 2 })
  await expect(sql`update order_lines set shipped = 4 where order_id = ${orderId}`).rejects.toMatchObject({
    constraint_name: 'never_more_shipped_than_ordered',
  })
  await expect(sql`update orders set status = 'shipped' where id = ${orderId}`).rejects.toMatchObject({
    constraint_name: 'shipped_means_all_of_it',
  })
})

test('the same request ships once, and a second request finds nothing left', async () => {
  const { orderId } = await makePaidOrder(2)
  const [request, tracking] = [uuid(), newTracking()]
  const answers = await Promise.all(Array.from({ length: 6 }, () => ship(orderId, { request, tracking })))
  expect(answers.sort()).toEqual([...Array(5).fill('repeated'), 'shipped'])
  expect(await ship(orderId, { tracking: tracking.toLowerCase() })).toBe('already_shipped')
  expect(await ship(orderId)).toBe('nothing_to_ship')
  expect(await shipmentsOf(orderId)).toHaveLength(1)
  expect(await mailsOf(orderId)).toEqual(['paid', 'shipped'])
})

test('only what is paid leaves, and only by a carrier, number and address that can be', async () => {
  const sale = await makeSale()
  const { order } = await startPayment(sale)
  expect(await ship(order.order_id)).toBe('not_paid')
  expect(await ship(uuid())).toBe('unknown_order')
  const { orderId, claimId } = await makePaidOrder()
  for (const broken of [
    { carrier: '  ' },
    { carrier: null },
    { tracking: 'A1' },
    { tracking: '<script>alert(1)</script>' },
    { tracking: '=HYPERLINK(1)' },
    { url: 'javascript:alert(1)' },
    { url: 'http://carrier.test/1' },
    { lines: [] },
    { lines: [{ claim_id: claimId, quantity: 0 }] },
    {
      lines: [
        { claim_id: claimId, quantity: 1 },
        { claim_id: claimId, quantity: 1 },
      ],
    },
    { request: null },
  ])
    expect([broken, await ship(orderId, broken)]).toEqual([broken, 'invalid'])
  expect(await ship(orderId, { lines: [{ claim_id: uuid(), quantity: 1 }] })).toBe('too_many')
  expect(await shipmentsOf(orderId)).toEqual([])
  expect(await ship(orderId, { tracking: null })).toBe('shipped')
})

test('packers, managers and owners ship; strangers, shoppers and other merchants do not', async () => {
  const found: Record<string, string> = {}
  for (const role of ['owner', 'manager', 'packer', 'stranger', 'other owner'] as const) {
    const { sale, orderId } = await makePaidOrder()
    const at = role === 'other owner' ? await makeSale() : sale
    const user = role === 'stranger' ? uuid() : await makeMember(at, role.replace('other ', ''))
    found[role] = await asMember(user, (on) => ship(orderId, { on }))
    expect(await orderLog(orderId)).toMatchObject(
      found[role] === 'shipped' ? [{ move: 'ship', moved_by: user }] : [],
    )
  }
  const { orderId } = await makePaidOrder()
  found.anon = await asRole('anon', null, (on) => ship(orderId, { on }))
  expect(found).toEqual({
    owner: 'shipped',
    manager: 'shipped',
    packer: 'shipped',
    stranger: 'not_allowed',
    'other owner': 'not_allowed',
    anon: 'refused',
  })
})

test('many are shipped in one call: a bad row is named and its neighbours leave', async () => {
  const sale = await makeSale({ stock: 100 })
  const orders = await Promise.all(Array.from({ length: 3 }, () => makePaidOrder(1, {}, sale)))
  const numbers = await Promise.all(orders.map(async ({ orderId }) => (await getOrder(orderId))?.number))
  const other = await makePaidOrder()
  const otherNumber = (await getOrder(other.orderId))?.number
  const row = (n: number, number: string | undefined, tracking = newTracking()) => ({
    row: n,
    number,
    carrier: 'UPS',
    tracking_number: tracking,
    request_id: uuid(),
  })
  const rows = [
    row(2, numbers[0]?.toLowerCase()),
    row(3, '0000-0000'),
    row(4, numbers[1], 'no'),
    row(5, otherNumber),
    row(6, numbers[2]),
    row(7, numbers[0]),
  ]
  const packer = await makeMember(sale, 'packer')
  const answer = await asRole('authenticated', packer, async (on) =>
    JSON.stringify(
      await on`select "row", outcome from ship_orders(${sale.merchantId}, ${on.json(rows)}) order by 1`,
    ),
  )
  expect(JSON.parse(answer)).toEqual([
    { row: 2, outcome: 'shipped' },
    { row: 3, outcome: 'unknown_order' },
    { row: 4, outcome: 'invalid' },
    { row: 5, outcome: 'unknown_order' },
    { row: 6, outcome: 'shipped' },
    { row: 7, outcome: 'nothing_to_ship' },
  ])
  expect(await shipmentsOf(other.orderId)).toEqual([])
  expect(
    await asRole('authenticated', uuid(), async (on) => {
      await on`select * from ship_orders(${sale.merchantId}, '[]')`
      return 'done'
    }),
  ).toBe('refused')
})

test("a row that fails inside the database takes none of its neighbours' work back", async () => {
  const sale = await makeSale({ stock: 100 })
  const [good, bad, last] = await Promise.all([1, 2, 3].map(() => makePaidOrder(1, {}, sale)))
  await sql`create or replace function pg_temp_fail() returns trigger language plpgsql as $$
    begin if new.tracking_number = 'FAILS-HERE' then raise exception 'no'; end if; return new; end $$`
  await sql`create trigger fails before insert on shipments for each row execute function pg_temp_fail()`
  try {
    const rows = [good, bad, last].map((one, n) => ({
      row: n,
      order_id: one?.orderId ?? '',
      carrier: 'UPS',
      tracking_number: n === 1 ? 'FAILS-HERE' : newTracking(),
      request_id: uuid(),
    }))
    const found =
      await sql`select outcome from ship_orders(${sale.merchantId}, ${sql.json(rows)}) order by "row"`
    expect(found.map((row) => row.outcome)).toEqual(['shipped', 'failed', 'shipped'])
    expect(await statusOf(good?.orderId ?? '')).toBe('shipped')
    expect(await statusOf(bad?.orderId ?? '')).toBe('paid')
    expect(await lineOf(bad?.orderId ?? '')).toMatchObject({ shipped: 0 })
  } finally {
    await sql`drop trigger fails on shipments`
    await sql`drop function pg_temp_fail()`
  }
})

test('a refund that keeps units here and a parcel at the same moment never send what was given back', async () => {
  const { sale, orderId, claimId } = await makePaidOrder(2)
  const holder = await openTransaction()
  await holder.sql`select 1 from orders where id = ${orderId} for update`
  const both = Promise.all([
    refund(orderId, { lines: [{ claim_id: claimId, quantity: 2, amount_cents: 2000 }], restock: true }),
    ship(orderId),
  ])
  await holder.untilWaitedFor(2)
  await holder.commit()
  const [refunded, shipped] = await both
  expect([
    ['refund_asked', 'nothing_to_ship'],
    ['too_many', 'shipped'],
  ]).toContainEqual([refunded, shipped])
  const line = await lineOf(orderId)
  expect(line?.shipped + line?.not_sent).toBe(2)
  expect(await auditOf(sale.saleId)).toEqual([])
})
