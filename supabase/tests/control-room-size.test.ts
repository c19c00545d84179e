import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BenchSale, createSale } from '../../bench/database/sales.ts'
import { startTestDatabase, type TestDatabase } from '../../local/testing.ts'
import { uuid } from './fixtures.ts'

/** A million events take a minute and a half to be told, and change nothing: ROOM_EVENTS=1000000 is for the figures. */
const ORDERS = Number(process.env.ROOM_ORDERS ?? 100_000)
const EVENTS = Number(process.env.ROOM_EVENTS ?? 100_000)
const READINGS = 50

let database: TestDatabase
/** One connection, so that its statistics are those of the readings. */
let sql: Sql
let rush: Sql
let sale: BenchSale
const owner = uuid()

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.dbUrl, { max: 1, onnotice: () => undefined })
  rush = postgres(database.dbUrl, { max: 2, onnotice: () => undefined })
  sale = await createSale(sql, [5_000_000, 5_000_000])
  await sql`insert into merchant_members select merchant_id, ${owner}, 'owner' from sales where id = ${sale.saleId}`
  await sql`
    insert into orders (number, sale_id, merchant_id, shopper_id, status, currency, items_cents, email, name, address, paid_at)
    select upper(lpad(to_hex(n / 65536), 4, '0') || '-' || lpad(to_hex(n % 65536), 4, '0')), s.id, s.merchant_id, gen_random_uuid(),
      'paid', 'EUR', 1000, 'a@shopper.test', 'Ada', '{}', now()
    from sales s cross join generate_series(1, ${ORDERS}) n where s.id = ${sale.saleId}`
  // As pages tell them, in batches as the shop writes them: every one is kept, counted and sorted into its hour.
  for (let from = 0; from < EVENTS; from += 50_000)
    await sql`select record_page_events((
      select jsonb_agg(jsonb_build_object('sale', ${sale.slug}::text, 'visit', gen_random_uuid(), 'kind', case when n % 3 = 0 then 'try' else 'view' end,
        'device', case when n % 4 = 0 then 'desk' else 'phone' end, 'source', 'site-' || n % 40 || '.example', 'is_bot', n % 50 = 0, 'weight', 1))
      from generate_series(${from + 1}::int, ${Math.min(from + 50_000, EVENTS)}::int) n))`
  while (Number((await sql`select keep_sale_counts(20000) as added`)[0]?.added) > 0);
  // A plan made while a month is empty reads all of it later: tick() looks after that, here it is done by hand.
  await Promise.all(sale.itemIds.map((itemId) => claim256(itemId)))
  await sql`analyze`
}, 600_000)
afterAll(async () => {
  await rush?.end()
  await sql?.end()
  await database?.stop()
})

/** Rows of orders and of events that anybody has read so far. */
async function rowsRead(): Promise<number> {
  await sql`select pg_stat_force_next_flush()`
  await sql`select pg_stat_clear_snapshot()`
  const [row] = await sql`
    select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 as count from pg_stat_all_tables
    where relname = 'orders' and schemaname = 'public' or relname like 'page_events%'`
  return row?.count
}

function read(statement: string) {
  return sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: owner, role: 'authenticated' })}, true),
      set_config('role', 'authenticated', true)`
    const startedMs = performance.now()
    const [row] = await tx.unsafe(statement)
    return { ms: performance.now() - startedMs, answer: row?.answer }
  })
}

/** One batch, as the shop's batcher sends it. */
function claim256(itemId: string) {
  const ids = Array.from({ length: 512 }, () => uuid())
  return rush`select count(*) from claim_stock(${ids.slice(256)}::uuid[], ${ids.slice(0, 256)}::uuid[],
    array_fill(${itemId}::uuid, array[256]), array_fill(1, array[256]))`
}

function startRush(): () => Promise<number> {
  let isOn = true
  let claims = 0
  const startedMs = performance.now()
  const lanes = sale.itemIds.map(async (itemId) => {
    while (isOn) {
      await claim256(itemId)
      claims += 256
    }
  })
  return async () => {
    isOn = false
    await Promise.all(lanes)
    return claims / ((performance.now() - startedMs) / 1000)
  }
}

test(`with ${ORDERS} orders and ${EVENTS} events, beside claims at full speed, neither screen reads the orders or the events`, async () => {
  const stopRush = startRush()
  const before = await rowsRead()
  const times: Record<string, number[]> = { control_room: [], insight: [] }
  const answers: Record<
    string,
    { totals?: Record<string, number>; paid_orders?: number; kept?: number; bots?: number }
  > = {}
  for (let n = 0; n < READINGS; n += 1)
    for (const name of Object.keys(times)) {
      const { ms, answer } = await read(`select public.${name}('${sale.saleId}') as answer`)
      times[name]?.push(ms)
      answers[name] = answer
    }
  const rows = (await rowsRead()) - before
  const claimsPerSecond = await stopRush()
  const words = Object.entries(times).map(([name, all]) => {
    const sorted = all.toSorted((a, b) => a - b)
    return `${name} ${sorted[READINGS / 2]?.toFixed(1)} ms, p95 ${sorted[Math.floor(READINGS * 0.95)]?.toFixed(1)} ms`
  })
  process.stdout.write(`${words.join('; ')}; ${Math.round(claimsPerSecond)} claims/s meanwhile\n`)
  expect(answers.control_room?.totals?.paid_orders).toBe(ORDERS)
  expect(answers.insight?.paid_orders).toBe(ORDERS)
  expect((answers.insight?.kept ?? 0) + (answers.insight?.bots ?? 0)).toBeGreaterThan(EVENTS * 0.9)
  // A hundred looks at a hundred thousand orders and a million events.
  expect(rows).toBeLessThan(1000)
}, 120_000)
