import { expect, test } from 'vitest'
import { auditOf, claimOne, makeSale, sql, startPayment, uuid } from './fixtures.ts'

test('units cannot appear or vanish: the counters of an item must add up to its stock', async () => {
  const sale = await makeSale()
  for (const broken of [
    sql`update sale_items set sold = sold + 1 where id = ${sale.itemId}`,
    sql`update sale_items set free = free + 1 where id = ${sale.itemId}`,
    sql`update sale_items set free = free - 11, held = held + 11 where id = ${sale.itemId}`,
    sql`update sale_items set stock = stock + 1 where id = ${sale.itemId}`,
  ]) {
    await expect(broken).rejects.toMatchObject({ code: '23514' })
  }
})

test('an item starts with all of its stock free', async () => {
  const sale = await makeSale()
  const other =
    await sql`insert into product_variants (product_id, name) select product_id, 'Other' from product_variants
    where id = (select variant_id from sale_items where id = ${sale.itemId}) returning id`
  await expect(
    sql`insert into sale_items (sale_id, variant_id, price_cents, currency, stock, free, sold)
      values (${sale.saleId}, ${other[0]?.id}, 100, 'EUR', 5, 4, 1)`,
  ).rejects.toMatchObject({ code: 'ST002' })
})

test('counters that were tampered with are found by the audit', async () => {
  const sale = await makeSale()
  await claimOne({ item: sale.itemId })
  await sql`update sale_items set free = free - 1, held = held + 1 where id = ${sale.itemId}`
  const rows = await sql`select counter, source from audit_stock(${sale.saleId}) order by counter, source`
  expect(rows).toEqual([
    { counter: 'free', source: 'movements' },
    { counter: 'held', source: 'claims' },
    { counter: 'held', source: 'movements' },
  ])
})

test('history cannot be changed: movements and money are append-only, claims and orders are kept', async () => {
  const sale = await makeSale()
  const { order, claim, intent, total } = await startPayment(sale)
  await sql`select settle_order(${`evt_${uuid()}`}, 'payment_intent.succeeded', ${intent}, ${total}, 'eur')`
  for (const broken of [
    sql`update stock_movements set quantity = 7 where item_id = ${sale.itemId}`,
    sql`delete from stock_movements where item_id = ${sale.itemId}`,
    sql`truncate stock_movements cascade`,
    sql`update money_entries set amount_cents = 1 where order_id = ${order.order_id}`,
    sql`delete from money_entries where order_id = ${order.order_id}`,
    sql`truncate money_entries cascade`,
    sql`delete from claims where id = ${claim.claim_id}`,
    sql`delete from orders where id = ${order.order_id}`,
  ]) {
    await expect(broken).rejects.toMatchObject({ code: 'ST001' })
  }
})

test('claims and orders make only the moves of the design', async () => {
  const sale = await makeSale()
  const { order, claim, intent, total } = await startPayment(sale)
  await expect(sql`update orders set status = 'shipped' where id = ${order.order_id}`).rejects.toMatchObject({
    code: 'ST002',
  })
  await sql`select settle_order(null, 'test', ${intent}, ${total}, 'eur')`
  for (const broken of [
    sql`update claims set status = 'held' where id = ${claim.claim_id}`,
    sql`update claims set quantity = 9 where id = ${claim.claim_id}`,
    sql`update claims set shopper_id = ${uuid()} where id = ${claim.claim_id}`,
    sql`update orders set status = 'open' where id = ${order.order_id}`,
  ]) {
    await expect(broken).rejects.toMatchObject({ code: 'ST002' })
  }
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('one claim per request and one per position, even against the function', async () => {
  const sale = await makeSale()
  const claim = await claimOne({ item: sale.itemId })
  const copy = (request: string, position: number) => sql`
    insert into claims (ledger_month, request_id, sale_id, item_id, shopper_id, quantity, expires_at, held_until, position)
    select ledger_month, case when ${request} = 'same' then request_id else gen_random_uuid() end, sale_id, item_id, shopper_id,
      1, expires_at, held_until, ${position} from claims where id = ${claim.claim_id}`
  await expect(copy('same', 2)).rejects.toMatchObject({
    constraint_name: expect.stringMatching(/_shopper_id_request_id_ledger_month_key$/),
  })
  await expect(copy('new', 1)).rejects.toMatchObject({
    constraint_name: expect.stringMatching(/_item_id_position_ledger_month_key$/),
  })
})

test('claims and movements name what exists, though no foreign key says so', async () => {
  const sale = await makeSale()
  const other = await makeSale()
  await claimOne({ item: sale.itemId })
  const columns = sql`ledger_month, request_id, sale_id, item_id, shopper_id, quantity, expires_at, held_until, position`
  for (const [saleId, itemId] of [
    [sale.saleId, uuid()],
    [other.saleId, sale.itemId],
  ] as const) {
    await expect(sql`
      insert into claims (${columns})
      select ledger_month, gen_random_uuid(), ${saleId}, ${itemId}, shopper_id, 1, expires_at, held_until, 99
      from claims where item_id = ${sale.itemId}`).rejects.toMatchObject({ code: '23503' })
    await expect(sql`
      insert into stock_movements (ledger_month, sale_id, item_id, kind, quantity, cause)
      select ledger_month, ${saleId}, ${itemId}, 'restocked', 1, 'test' from sales where id = ${sale.saleId}`).rejects.toMatchObject(
      { code: '23503' },
    )
  }
  await expect(sql`
    insert into stock_movements (ledger_month, sale_id, item_id, claim_id, kind, quantity, cause)
    select ledger_month, id, ${sale.itemId}, ${uuid()}, 'released', 1, 'test' from sales where id = ${sale.saleId}`).rejects.toMatchObject(
    { code: '23503' },
  )
  for (const broken of [
    sql`delete from sale_items where id = ${sale.itemId}`,
    sql`update sale_items set sale_id = ${other.saleId} where id = ${sale.itemId}`,
    sql`update sales set ledger_month = ledger_month - interval '1 month' where id = ${sale.saleId}`,
  ]) {
    await expect(broken).rejects.toMatchObject({ code: 'ST001' })
  }
})

test('a shopper has at most one unpaid order in a sale', async () => {
  const sale = await makeSale()
  const { order } = await startPayment(sale)
  await expect(
    sql`insert into orders (number, sale_id, merchant_id, shopper_id, currency, email, name, address)
      select new_order_number(), sale_id, merchant_id, shopper_id, currency, email, name, address
      from orders where id = ${order.order_id}`,
  ).rejects.toMatchObject({ constraint_name: 'orders_one_unpaid_per_bag_idx' })
})
