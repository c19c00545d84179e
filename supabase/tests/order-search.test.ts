import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../local/testing.ts'
import { fillMerchant } from './many-orders.ts'
import { type Plan, plansOf, rowsRead, scansIn } from './plans.ts'

/** As the issue asks, of one merchant; another one has a tenth of that. */
const ORDERS = 100_000
/** How long a page takes is said, not asserted: it is the machine's business too. The goal is 200 ms at the 95th percentile. */
const RUNS = 20
/** Rows one page may read: a filter that few orders pass reads more of them than it shows. */
const ROWS_MAX = 25_000

let database: TestDatabase
let sql: Sql
let notices: string[]
let merchantId = ''
let saleIds: string[] = []

beforeAll(async () => {
  database = await startTestDatabase()
  notices = []
  // The superuser, because only they may load what explains statements inside of functions.
  sql = postgres(database.adminDbUrl, { max: 1, onnotice: (notice) => notices.push(notice.message ?? '') })
  for (const [slug, count] of [
    ['big', ORDERS],
    ['small', ORDERS / 10],
  ] as const) {
    const [merchant] = await sql`
      insert into merchants (slug, name, support_email, currency) values (${slug}, ${slug}, 'help@shop.test', 'EUR') returning id`
    const sales = await sql`
      insert into sales (merchant_id, slug, title, status, opens_at, closes_at, currency)
      select ${merchant?.id}, ${slug} || n, 'Sale ' || n, 'closed', now() - interval '30 days', now() - interval '1 day', 'EUR'
      from generate_series(1, 20) n returning id`
    if (slug === 'big') {
      merchantId = merchant?.id
      saleIds = sales.map((row) => row.id)
    }
    await fillMerchant(
      sql,
      merchant?.id,
      sales.map((row) => row.id),
      count,
    )
  }
  await sql`analyze orders`
  await sql.unsafe(`load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
    set auto_explain.log_buffers = on; set auto_explain.log_nested_statements = on; set auto_explain.log_format = json;
    set auto_explain.log_level = notice`)
}, 120_000)
afterAll(async () => {
  await sql?.end()
  await database?.stop()
})

type Ask = {
  search?: string
  filter?: string
  sale?: string
  from?: Date
  to?: Date
  sort?: string
  after?: string
  before?: string
}
const ask = ({ search = '', filter = 'all', sale, from, to, sort = 'newest', after, before }: Ask) => sql<
  { id: string; number: string }[]
>`select * from search_orders(${merchantId}, ${search}, ${filter}, ${sale ?? null}, ${from ?? null}, ${to ?? null}, ${sort},
    ${after ?? null}, 51, ${before ?? null})`

/** The order so many places down the list. */
async function orderAt(place: number, sort = 'created_at desc, id desc'): Promise<string> {
  const [row] = await sql.unsafe(
    `select id from orders where merchant_id = '${merchantId}' order by ${sort} offset ${place} limit 1`,
  )
  return row?.id
}

async function measure(asked: Ask): Promise<{ plans: Plan[]; p95Ms: number; rows: number }> {
  const times: number[] = []
  let rows = 0
  notices.length = 0
  rows = (await ask(asked)).length
  const plans = plansOf(notices)
  for (let run = 0; run < RUNS; run++) {
    const startedMs = performance.now()
    await ask(asked)
    times.push(performance.now() - startedMs)
  }
  return { plans, rows, p95Ms: times.sort((a, b) => a - b)[Math.floor(RUNS * 0.95) - 1] ?? 0 }
}

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000)
const cases: [string, () => Promise<Ask> | Ask][] = [
  ['the first page', () => ({})],
  ['a page 90,000 orders down', async () => ({ after: await orderAt(90_000) })],
  ['the page before it', async () => ({ before: await orderAt(90_000) })],
  [
    'oldest first, 90,000 down',
    async () => ({ sort: 'oldest', after: await orderAt(90_000, 'created_at, id') }),
  ],
  [
    'largest first, 50,000 down',
    async () => ({ sort: 'total_desc', after: await orderAt(50_000, 'total_cents desc, id desc') }),
  ],
  ['smallest first', () => ({ sort: 'total_asc' })],
  [
    'a number',
    async () => ({
      search: (await sql`select number from orders where id = ${await orderAt(70_000)}`)[0]?.number,
    }),
  ],
  [
    'a part of a number',
    async () => ({
      search: (await sql`select number from orders where id = ${await orderAt(70_000)}`)[0]?.number.slice(2),
    }),
  ],
  ['an e-mail', () => ({ search: 'ada.byron99' })],
  [
    'a whole e-mail',
    async () => ({
      search: (await sql`select email from orders where id = ${await orderAt(60_000)}`)[0]?.email,
    }),
  ],
  ['a name that thousands have', () => ({ search: 'Schmidt' })],
  ['two names', () => ({ search: 'greta kowalski' })],
  ['what every order has', () => ({ search: 'example.com' })],
  ['what no order has', () => ({ search: 'xylophone' })],
  ['a tracking number', () => ({ search: 'JD000000040001' })],
  ['to ship', () => ({ filter: 'to_ship' })],
  ['to ship, largest first', () => ({ filter: 'to_ship', sort: 'total_desc' })],
  ['not paid', () => ({ filter: 'unpaid' })],
  ...['paid', 'shipped', 'delivered', 'part_refunded', 'refunded', 'cancelled'].map(
    (filter): [string, () => Ask] => [filter, () => ({ filter })],
  ),
  ['refunded, oldest first', () => ({ filter: 'refunded', sort: 'oldest' })],
  ['one sale', () => ({ sale: saleIds[3] ?? '' })],
  ['one sale, to ship', () => ({ sale: saleIds[3] ?? '', filter: 'to_ship' })],
  ['a week', () => ({ from: day(20), to: day(13) })],
  ['a week, largest first', () => ({ from: day(20), to: day(13), sort: 'total_desc' })],
  ['a name in a week, shipped', () => ({ search: 'weber', filter: 'shipped', from: day(20), to: day(13) })],
]

test.each(cases)(
  `among ${ORDERS.toLocaleString('en')} orders: %s`,
  async (what, make) => {
    const { plans, p95Ms, rows } = await measure(await make())
    process.stdout.write(
      `${what.padEnd(28)} ${p95Ms.toFixed(1).padStart(7)} ms p95, ${rowsRead(plans)} rows read, ${rows} found\n`,
    )
    expect(plans.length).toBeGreaterThan(0)
    expect(scansIn(plans)).not.toContain('Seq Scan on orders')
    expect(rowsRead(plans)).toBeLessThan(ROWS_MAX)
    expect(rows > 0).toBe(what !== 'what no order has')
  },
  60_000,
)

test.each([
  ['everybody', '', 'all'],
  ['a name that thousands have', 'schmidt', 'all'],
  ['who never paid', '', 'never'],
])(
  'among as many shoppers: %s',
  async (what, search, filter) => {
    const [deep] = await sql`
    select id from orders where merchant_id = ${merchantId} order by created_at desc, id desc offset 60000 limit 1`
    for (const after of [null, deep?.id]) {
      notices.length = 0
      const startedMs = performance.now()
      const rows =
        await sql`select * from list_shoppers(${merchantId}, ${search}, ${filter}, ${after}, null, 51)`
      const tookMs = performance.now() - startedMs
      const plans = plansOf(notices, /from public\.orders o\s+where o\.merchant_id/)
      process.stdout.write(
        `shoppers, ${what.padEnd(28)} ${tookMs.toFixed(1).padStart(7)} ms, ${rowsRead(plans)} rows read\n`,
      )
      expect(rows).toHaveLength(51)
      expect(plans.length).toBeGreaterThan(0)
      expect(scansIn(plans)).not.toContain('Seq Scan on orders')
      expect(rowsRead(plans)).toBeLessThan(ROWS_MAX)
    }
  },
  60_000,
)

test('pages follow each other without a gap and without a repeat, also where many orders share an amount', async () => {
  await sql`update orders set items_cents = 5000 where merchant_id = ${merchantId} and right(id::text, 1) = 'a'`
  for (const sort of ['newest', 'oldest', 'total_desc', 'total_asc']) {
    const seen: string[] = []
    let after: string | undefined
    for (let page = 0; page < 40; page++) {
      const rows = await ask({ sort, ...(after && { after }), filter: 'to_ship' })
      seen.push(...rows.map((row) => row.id))
      after = rows.at(-1)?.id
    }
    expect(new Set(seen).size).toBe(seen.length)
    const [column, way] = [
      sort.startsWith('total') ? 'total_cents' : 'created_at',
      /newest|desc/.test(sort) ? 'desc' : 'asc',
    ]
    const right = await sql.unsafe(`select id from orders where merchant_id = '${merchantId}' and to_ship > 0
      order by ${column} ${way}, id ${way} limit ${seen.length}`)
    expect(seen).toEqual(right.map((row) => row.id))
    const back = await ask({ sort, filter: 'to_ship', before: seen[60] ?? '' })
    expect(back.map((row) => row.id)).toEqual(seen.slice(9, 60))
  }
}, 60_000)

test("nobody finds another merchant's orders, and no letter of a search is a pattern or a command", async () => {
  const [other] = await sql`select number, email from orders where merchant_id <> ${merchantId} limit 1`
  expect(await ask({ search: other?.number })).toEqual([])
  for (const search of ['%%%', '___', "';--", '\\\\\\', "%' or true --"])
    expect(await ask({ search })).toEqual([])
  const strangers = await sql.begin(async (tx) => {
    const claims = JSON.stringify({ sub: '7f0f3ab5-9c1e-4a2b-8f55-0d9be1a7e001', role: 'authenticated' })
    await tx`select set_config('request.jwt.claims', ${claims}, true), set_config('role', 'authenticated', true)`
    return [...(await tx`select * from search_orders(${merchantId})`)]
  })
  expect(strangers).toEqual([])
})

test('and this would be seen: without the index of the words, a search reads the table from end to end', async () => {
  await sql`drop index orders_search_text_idx`
  const { plans } = await measure({ search: 'xylophone' })
  expect(rowsRead(plans) > ROWS_MAX || scansIn(plans).includes('Seq Scan on orders')).toBe(true)
}, 60_000)
