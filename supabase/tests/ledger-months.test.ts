import { expect, test } from 'vitest'
import {
  auditOf,
  claimOne,
  claimStock,
  gapsOf,
  getItem,
  getOrder,
  makeSale,
  openOrder,
  releaseClaim,
  settle,
  sql,
  startPayment,
  type TestSale,
  tick,
  uuid,
} from './fixtures.ts'
import { openTransaction } from './locks.ts'
import { moveSale } from './moves.ts'

const partitionsOf = async (month: string) =>
  (
    await sql`select c.relname from pg_class c join pg_inherits h on h.inhrelid = c.oid
      where c.relnamespace = 'ledger'::regnamespace and c.relname like ${`%${month.slice(0, 7).replace('-', '_')}`} order by 1`
  ).map((row) => row.relname)
const ensure = async (month: string) => (await sql`select ensure_ledger_month(${month}) as made`)[0]?.made
const archive = async (month: string) =>
  (await sql`select archive_ledger_month(${month}) as outcome`)[0]?.outcome
const end = (sale: TestSale) => sql`update sales set status = 'closed' where id = ${sale.saleId}`

test('a sale of another month gets its month, and its claims are kept there', async () => {
  expect(await partitionsOf('2019-03-01')).toEqual([])
  const sale = await makeSale({ ledgerMonth: '2019-03-01' })
  expect(await partitionsOf('2019-03-01')).toEqual(['claims_2019_03', 'stock_movements_2019_03'])
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: sale.itemId })
  const rows = await sql`select tableoid::regclass::text as kept from claims where item_id = ${sale.itemId}
    union all select tableoid::regclass::text from stock_movements where item_id = ${sale.itemId} order by 1`
  expect(rows.map((row) => row.kept)).toEqual([
    'ledger.claims_2019_03',
    'ledger.stock_movements_2019_03',
    'ledger.stock_movements_2019_03',
  ])
  expect(await releaseClaim(claim.claim_id, shopper)).toBe('released')
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a month is made once, however often and from however many connections it is asked for', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => ensure('2019-04-17')))
  expect(answers.filter(Boolean)).toHaveLength(1)
  expect(await ensure('2019-04-01')).toBe(false)
  expect(await partitionsOf('2019-04-01')).toEqual(['claims_2019_04', 'stock_movements_2019_04'])
})

test('a month has all its parents have: indexes, constraints, triggers that keep history, no open table', async () => {
  await ensure('2019-05-01')
  for (const parent of ['claims', 'stock_movements']) {
    const [counts] = await sql`
      select (select count(*)::int from pg_index where indrelid = c.oid) as indexes,
        (select count(*)::int from pg_index where indrelid = ${parent}::regclass) as of_parent,
        (select count(*)::int from pg_trigger where tgrelid = c.oid and tgname = 'is_never_emptied') as guards,
        c.relrowsecurity as secured
      from pg_class c where c.oid = ${`ledger.${parent}_2019_05`}::regclass`
    expect(counts?.indexes).toBe(counts?.of_parent)
    expect(counts).toMatchObject({ guards: 1, secured: true })
  }
  const sale = await makeSale({ ledgerMonth: '2019-05-01' })
  const claim = await claimOne({ item: sale.itemId })
  for (const broken of [
    sql`delete from ledger.claims_2019_05 where id = ${claim.claim_id}`,
    sql`update ledger.stock_movements_2019_05 set quantity = 7`,
    sql`truncate ledger.claims_2019_05`,
    sql`truncate ledger.stock_movements_2019_05`,
  ])
    await expect(broken).rejects.toMatchObject({ code: 'ST001' })
  await expect(sql`update claims set position = 9 where id = ${claim.claim_id}`).rejects.toMatchObject({
    code: 'ST002',
  })
})

test('a month is made in the middle of a rush without waiting for it', async () => {
  const sale = await makeSale()
  const rush = await openTransaction()
  await rush.sql`select * from claim_stock(array[gen_random_uuid()], array[gen_random_uuid()], array[${sale.itemId}::uuid], array[1])`
  await sql.begin(async (tx) => {
    await tx`set local lock_timeout = '200ms'`
    await tx`select ensure_ledger_month('2019-06-01')`
    // And the rush goes on while that is not committed.
    await rush.sql`set local lock_timeout = '200ms'`
    await rush.sql`select * from claim_stock(array[gen_random_uuid()], array[gen_random_uuid()], array[${sale.itemId}::uuid], array[1])`
  })
  await rush.commit()
  expect(await getItem(sale.itemId)).toMatchObject({ held: 2 })
})

test('the next month is made ahead of its time', async () => {
  await tick() // The database of a test may have been made yesterday, in another month.
  const [next] =
    await sql`select to_char(date_trunc('month', now() at time zone 'utc') + interval '1 month', 'YYYY-MM-DD') as month`
  const names = await partitionsOf(next?.month)
  for (const name of names) await sql`drop table ${sql(`ledger.${name}`)}`
  expect(await partitionsOf(next?.month)).toEqual([])
  await tick()
  expect(await partitionsOf(next?.month)).toEqual(names)
  expect(names).toHaveLength(2)
})

test('claims for sales of several months in one call each get their answer, in order', async () => {
  const now = await makeSale({ stock: 2 })
  const then = await makeSale({ stock: 1, ledgerMonth: '2019-07-01' })
  const again = { shopper: uuid(), request: uuid(), item: then.itemId }
  const answers = await claimStock([
    { item: now.itemId },
    again,
    { item: uuid() },
    { item: now.itemId },
    { item: then.itemId },
    again,
    { item: now.itemId, quantity: 0 },
    { item: now.itemId },
    { item: null },
  ])
  expect(answers.map((answer) => [answer.element, answer.outcome])).toEqual([
    [1, 'claimed'],
    [2, 'claimed'],
    [3, 'unknown_item'],
    [4, 'claimed'],
    [5, 'all_held'],
    [6, 'repeated'],
    [7, 'invalid'],
    [8, 'all_held'],
    [9, 'invalid'],
  ])
  expect(answers[5]?.claim_id).toBe(answers[1]?.claim_id)
  for (const sale of [now, then]) expect(await auditOf(sale.saleId)).toEqual([])
})

test('a claim, a movement and an item are filed under the month of their sale and no other', async () => {
  const sale = await makeSale({ ledgerMonth: '2019-08-01' })
  await ensure('2019-09-01')
  const claim = await claimOne({ item: sale.itemId })
  await expect(sql`
    insert into claims (ledger_month, request_id, sale_id, item_id, shopper_id, quantity, expires_at, held_until, position)
    select '2019-09-01', gen_random_uuid(), sale_id, item_id, shopper_id, 1, expires_at, held_until, 2
    from claims where id = ${claim.claim_id}`).rejects.toMatchObject({ code: '23503' })
  await expect(sql`
    insert into stock_movements (ledger_month, sale_id, item_id, kind, quantity, cause)
    values ('2019-09-01', ${sale.saleId}, ${sale.itemId}, 'restocked', 1, 'test')`).rejects.toMatchObject({
    code: '23503',
  })
  await expect(
    sql`update sale_items set ledger_month = '2019-09-01' where id = ${sale.itemId}`,
  ).rejects.toMatchObject({ code: 'ST001' })
})

test('a month that is not over is not put away: a sale, a draft for later, a claim, an order, the running month', async () => {
  expect(await archive('2018-01-01')).toBe('unknown_month')
  const [running] = await sql`select to_char(now() at time zone 'utc', 'YYYY-MM-DD') as day`
  expect(await archive(running?.day)).toBe('not_over')
  await makeSale({ ledgerMonth: '2018-02-01' })
  expect(await archive('2018-02-14')).toBe('not_over')
  await makeSale({ ledgerMonth: '2018-03-01', status: 'draft', opensIn: 3600, closesIn: 7200 })
  expect(await archive('2018-03-01')).toBe('not_over')
  const held = await makeSale({ ledgerMonth: '2018-04-01' })
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: held.itemId })
  await end(held)
  expect(await archive('2018-04-01')).toBe('not_over')
  await openOrder(shopper, held.saleId)
  expect(await archive('2018-04-01')).toBe('not_over')
  expect(await partitionsOf('2018-04-01')).toHaveLength(2)
  expect(await auditOf(held.saleId)).toEqual([])
  expect(claim.outcome).toBe('claimed')
})

test('a month whose counters disagree is looked at first, not put away', async () => {
  const sale = await makeSale({ ledgerMonth: '2018-05-01' })
  await end(sale)
  await sql`update sale_items set free = free - 1, withdrawn = withdrawn + 1 where id = ${sale.itemId}`
  expect(await archive('2018-05-01')).toBe('audit_failed')
  expect(await partitionsOf('2018-05-01')).toHaveLength(2)
})

test('putting a month away gives up at once when it is in use, and nobody else fails', async () => {
  const sale = await makeSale({ ledgerMonth: '2018-06-01' })
  await end(sale)
  const reader = await openTransaction()
  await reader.sql`select count(*) from claims`
  expect(await archive('2018-06-01')).toBe('busy')
  await reader.commit()
  expect(await archive('2018-06-01')).toBe('archived')
})

test('a month put away leaves two plain tables, and all else stands: audits, orders, money, and nothing begins again', async () => {
  const month = '2018-07-01'
  const sale = await makeSale({ ledgerMonth: month, stock: 5 })
  const member = uuid()
  await sql`insert into merchant_members values (${sale.merchantId}, ${member}, 'owner')`
  const paid = await startPayment(sale, 2)
  await settle(paid.intent, paid.total)
  const late = await startPayment(sale)
  await sql`select cancel_order(null, 'test', ${late.intent}, 'too late')`
  const kept = { shopper: uuid(), request: uuid(), item: sale.itemId }
  const released = await claimOne(kept)
  await releaseClaim(released.claim_id, kept.shopper)
  await end(sale)

  expect(await archive(month)).toBe('archived')
  expect(await archive(month)).toBe('unknown_month')
  expect(await partitionsOf(month)).toEqual([])
  const [rows] = await sql`select (select count(*)::int from ledger.claims_2018_07) as claims,
    (select count(*)::int from ledger.stock_movements_2018_07) as movements, (select archived_at from sales where id = ${sale.saleId})`
  expect(rows).toEqual({ claims: 3, movements: 7, archived_at: expect.any(Date) })

  expect(await auditOf(sale.saleId)).toEqual([])
  expect(
    await sql`select * from audit_stock()`.then((all) => all.filter((row) => row.item_id === sale.itemId)),
  ).toEqual([])
  expect(await gapsOf(sale.saleId)).toEqual([])
  const mine = await sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: member, role: 'authenticated' })}, true)`
    return await tx`select items, paid_orders from my_sales()`
  })
  expect(mine).toMatchObject([{ paid_orders: '1', items: [{ sold: 2, free: 3, held: 0, paying: 0 }] }])

  expect((await claimOne(kept)).outcome).toBe('closed')
  expect(await releaseClaim(released.claim_id, kept.shopper)).toBe('unknown_claim')
  // A payment for claims that are not kept any more goes back to who paid it.
  expect(await settle(late.intent, late.total)).toBe('refund_due')
  expect(await getOrder(late.order.order_id)).toMatchObject({ status: 'cancelled' })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 3, held: 0, sold: 2 })
  const [refund] =
    await sql`select refund_order(null, 'test', ${paid.intent}, ${`re_${uuid()}`}, ${paid.total}) as outcome`
  expect(refund?.outcome).toBe('refunded')
  for (const move of ['pause', 'resume', 'extend', 'close', 'cancel', 'restock', 'withdraw'] as const)
    expect([move, await moveSale(move, sale)]).toEqual([move, 'ended'])
  await expect(
    sql`update sales set status = 'scheduled', closes_at = now() + interval '1 day' where id = ${sale.saleId}`,
  ).rejects.toMatchObject({ code: 'ST001' })
})

test('a draft whose dates are over is put away with its month, and cannot be stocked or opened afterwards', async () => {
  const sale = await makeSale({ ledgerMonth: '2018-08-01', status: 'draft', opensIn: -120, closesIn: -60 })
  expect(await archive('2018-08-01')).toBe('archived')
  expect(await moveSale('restock', sale)).toBe('ended')
  await expect(
    sql`update sales set closes_at = now() + interval '1 day' where id = ${sale.saleId}`,
  ).rejects.toMatchObject({ code: 'ST001' })
})
