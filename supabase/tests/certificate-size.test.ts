import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../local/testing.ts'
import { uuid } from './fixtures.ts'
import { scansOf } from './scans.ts'

const CLAIMS = Number(process.env.CERTIFICATE_CLAIMS ?? 100_000)
const ITEMS = 50
/** Far above what it takes, also beside other tests: what it guards against is a plan that grows with the square. */
const CERTIFICATE_MAX_MS = 60_000

let database: TestDatabase
let sql: Sql
let made = 0
let big: { saleId: string; merchantId: string }

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.dbUrl, { max: 1, onnotice: () => undefined })
  big = await makeClosedSale(CLAIMS)
}, 300_000)
afterAll(async () => {
  await sql?.end()
  await database?.stop()
})

/** A sale that is over: four in ten claims paid by orders with their money, the others lapsed. */
async function makeClosedSale(claims: number) {
  made += 100
  const slug = `sale-${uuid().slice(0, 8)}`
  const [sale] = await sql<{ id: string; merchant_id: string }[]>`
    with merchant as (
      insert into merchants (slug, name, support_email, currency) values (${slug}, 'Big', 'help@big.test', 'EUR') returning id
    )
    insert into sales (merchant_id, slug, title, status, opens_at, closes_at, currency)
    select id, ${slug}, 'Big', 'closed', now() - interval '2 days', now() - interval '1 day', 'EUR' from merchant
    returning id, merchant_id`
  if (!sale) throw new Error('The sale was not made.')
  await sql`
    with product as (
      insert into products (merchant_id, slug, name)
      select ${sale.merchant_id}, 'thing-' || n, 'Thing ' || n from generate_series(1, ${ITEMS}) n returning id
    ), variant as (
      insert into product_variants (product_id, name) select id, 'One size' from product returning id
    )
    insert into sale_items (sale_id, variant_id, position, price_cents, currency, limit_per_shopper, stock, free)
    select ${sale.id}, id, row_number() over (), 1000, 'EUR', 100, ${claims}, ${claims} from variant`
  await sql.unsafe(`
    create temp table made as
    select gen_random_uuid() as claim_id, gen_random_uuid() as order_id, gen_random_uuid() as shopper_id, i.id as item_id,
      i.ledger_month, n / ${ITEMS} + 1 as place, n % 5 < 2 as is_paid, n
    from generate_series(0, ${claims - 1}) n
    join (select id, ledger_month, position - 1 as no from sale_items where sale_id = '${sale.id}') i on i.no = n % ${ITEMS};
    insert into orders (id, number, sale_id, merchant_id, shopper_id, status, currency, items_cents, email, name, address, paid_at)
    select order_id, upper(lpad(to_hex(n / 65536 + ${made}), 4, '0') || '-' || lpad(to_hex(n % 65536), 4, '0')), '${sale.id}', '${sale.merchant_id}',
      shopper_id, 'paid', 'EUR', 1000, 'a@shopper.test', 'Ada', '{}', now() from made where is_paid;
    insert into claims (id, ledger_month, request_id, sale_id, item_id, shopper_id, quantity, status, expires_at, held_until,
      position, order_id, released_at, lapsed_at)
    select claim_id, ledger_month, gen_random_uuid(), '${sale.id}', item_id, shopper_id, 1,
      case when is_paid then 'paid' else 'released' end, now(), now(), place, case when is_paid then order_id end,
      case when not is_paid then now() end, case when not is_paid then now() end from made;
    insert into order_lines (order_id, claim_id, item_id, product_name, variant_name, quantity, unit_price_cents)
    select order_id, claim_id, item_id, 'Thing', 'One size', 1, 1000 from made where is_paid;
    insert into money_entries (order_id, merchant_id, kind, amount_cents, currency, stripe_id)
    select order_id, '${sale.merchant_id}', 'charged', 1000, 'EUR', 'pi_' || order_id from made where is_paid;
    insert into stock_movements (ledger_month, sale_id, item_id, claim_id, kind, quantity, cause, caused_by)
    select ledger_month, '${sale.id}', item_id, claim_id, 'claimed', 1, 'claim_stock', shopper_id from made;
    insert into stock_movements (ledger_month, sale_id, item_id, claim_id, kind, quantity, cause, caused_by)
    select ledger_month, '${sale.id}', item_id, claim_id, case when is_paid then 'paid' else 'released' end, 1,
      case when is_paid then 'payment_intent.succeeded' else 'expired' end, shopper_id from made;
    update sale_items i set free = i.free - t.sold, sold = t.sold, next_position = t.claims + 1
    from (select item_id, count(*) filter (where is_paid) as sold, count(*) as claims from made group by item_id) t
    where t.item_id = i.id;
    drop table made;
    analyze claims, stock_movements, orders, order_lines, money_entries;`)
  return { saleId: sale.id, merchantId: sale.merchant_id }
}

test(`the certificate of a sale with ${CLAIMS.toLocaleString('en')} claims is right, and is there in time`, async () => {
  const startedMs = performance.now()
  const [row] = await sql`select sale_certificate(${big.saleId}) as certificate`
  const tookMs = performance.now() - startedMs
  process.stdout.write(`certificate of ${CLAIMS} claims: ${Math.round(tookMs)} ms\n`)
  expect(row?.certificate).toMatchObject({
    isFinal: true,
    gaps: [],
    fates: { paid: { claims: CLAIMS * 0.4 }, lapsed: { claims: CLAIMS * 0.6 } },
    money: [{ chargedCents: CLAIMS * 0.4 * 1000, ordersCents: CLAIMS * 0.4 * 1000 }],
    digests: { movements: { lines: ITEMS + 2 * CLAIMS } },
  })
  expect(tookMs).toBeLessThan(CERTIFICATE_MAX_MS)
}, 120_000)

test('a small sale of the same month is certified without a walk through the big one', async () => {
  const small = await makeClosedSale(20)
  const parts = [
    `select * from export_movements('${small.saleId}')`,
    `select * from export_waits('${small.saleId}')`,
    `select * from claim_fates('${small.saleId}')`,
    `select certificate_items('${small.saleId}')`,
  ]
  for (const query of parts) expect(await scansOf(sql, () => sql.unsafe(query)), query).toEqual({})
})
