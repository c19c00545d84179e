import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { makeSale, sql, uuid } from './fixtures.ts'

const BATCH = 200

test('a month that was known to be empty is not read from end to end once it fills', async () => {
  // A sale of a month nobody else uses, analyzed while empty, on a connection that keeps the plans it makes then.
  const one = postgres(inject('dbUrl'), { max: 1, onnotice: () => undefined })
  const other = await makeSale({ stock: 10_000, limit: 5 })
  await sql`select ensure_ledger_month('2031-05-01')`
  await sql`analyze ledger.claims_2031_05`
  const [moved] = await sql`
    insert into sales (merchant_id, slug, title, status, opens_at, closes_at, currency, ledger_month)
    select merchant_id, ${`sale-${uuid().slice(0, 13)}`}, title, status, opens_at, closes_at, currency, '2031-05-01'
    from sales where id = ${other.saleId} returning id`
  const [item] = await sql`
    insert into sale_items (sale_id, variant_id, price_cents, currency, limit_per_shopper, stock, free)
    select ${moved?.id}, variant_id, price_cents, currency, 5, 10000, 10000 from sale_items where id = ${other.itemId}
    returning id`
  const claimBatch = () => {
    const ids = () => Array.from({ length: BATCH }, () => uuid())
    return one`select count(*) from claim_stock(${ids()}::uuid[], ${ids()}::uuid[],
      ${Array.from({ length: BATCH }, () => String(item?.id))}::uuid[], ${Array.from({ length: BATCH }, () => 1)}::int[])`
  }
  const walked = async () => {
    await one`select pg_stat_force_next_flush()`
    const [row] = await one`
      select (select seq_tup_read from pg_stat_all_tables where schemaname = 'ledger' and relname = 'claims_2031_05')::float8 +
        (select coalesce(sum(idx_tup_read), 0) from pg_stat_all_indexes where schemaname = 'ledger' and relname = 'claims_2031_05')::float8 as rows`
    return Number(row?.rows)
  }
  for (let n = 0; n < 8; n++) await claimBatch()
  const [looked] = await sql`select refresh_statistics() as tables`
  expect(looked?.tables).toBeGreaterThanOrEqual(1)
  const before = await walked()
  for (let n = 0; n < 3; n++) await claimBatch()
  // Each claim looks itself up a few times; a plan that walks the month reads thousands of rows for each.
  expect((await walked()) - before).toBeLessThan(3 * BATCH * 20)
  const [again] = await sql`select refresh_statistics() as tables`
  expect(again?.tables).toBe(0)
  await one.end()
})
