import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'

export type BenchSale = { saleId: string; slug: string; itemIds: string[] }

/** Enough for every run; the table's own bound is ten million. */
export const STOCK = 5_000_000

/** An open sale with one item for each stock given, made as a merchant's tools make one. */
export async function createSale(sql: Sql, stocks: readonly number[]): Promise<BenchSale> {
  const slug = `bench-${randomUUID().slice(0, 13)}`
  const [merchant] = await sql`
    insert into merchants (slug, name, support_email, currency)
    values (${slug}, 'Benchmark', 'help@bench.test', 'EUR') returning id`
  const [sale] = await sql`
    insert into sales (merchant_id, slug, title, status, opens_at, closes_at, hold_seconds, pay_seconds, currency)
    values (${merchant?.id}, ${slug}, 'Benchmark', 'scheduled', clock_timestamp() - interval '1 minute',
      clock_timestamp() + interval '1 day', 3600, 240, 'EUR')
    returning id`
  await sql`
    with product as (
      insert into products (merchant_id, slug, name)
      select ${merchant?.id}, 'thing-' || n, 'Thing ' || n from generate_series(1, ${stocks.length}) n returning id
    ), variant as (
      insert into product_variants (product_id, name) select id, 'One size' from product returning id
    ), numbered as (
      select id, row_number() over () as n from variant
    )
    insert into sale_items (sale_id, variant_id, position, price_cents, currency, limit_per_shopper, stock, free)
    select ${sale?.id}, v.id, v.n, 1000, 'EUR', 100, s.stock, s.stock
    from numbered v join unnest(${[...stocks]}::int[]) with ordinality s (stock, n) on s.n = v.n`
  const items = await sql`select id from sale_items where sale_id = ${sale?.id} order by position`
  return { saleId: sale?.id, slug, itemIds: items.map((item) => item.id as string) }
}

/**
 * A sale whose second item is sold out the way items sell out: as many shoppers as it has units claimed one each and
 * paid for it. The first item has stock, for those who still get something meanwhile.
 */
export async function createSoldOutSale(sql: Sql, units: number): Promise<BenchSale> {
  const sale = await createSale(sql, [STOCK, units])
  await sql.begin(async (tx) => {
    await tx`select set_config('bench.item', ${sale.itemIds[1] ?? ''}, true)`
    await tx.unsafe(SELL_OUT).simple()
  })
  return sale
}

const SELL_OUT = `
do $$
declare
  v_item public.sale_items := (select i from public.sale_items i where i.id = current_setting('bench.item')::uuid);
  v_shopper uuid;
  v_order record;
  v_intent text;
begin
  for n in 1 .. v_item.stock loop
    v_shopper := gen_random_uuid();
    perform public.claim_stock(array[gen_random_uuid()], array[v_shopper], array[v_item.id], array[1]);
    select * into v_order from public.open_order(v_shopper, v_item.sale_id, gen_random_uuid(), 'ada@shopper.test', 'Ada',
      '{"line1": "Kai 1", "postal_code": "20457", "city": "Hamburg", "country": "DE"}'::jsonb);
    v_intent := 'pi_' || gen_random_uuid();
    perform public.attach_intent(v_order.order_id, v_order.attempt, v_intent);
    perform public.settle_order('evt_' || v_intent, 'payment_intent.succeeded', v_intent,
      v_order.total_cents, 'eur', null, v_order.order_id);
  end loop;
end $$`
