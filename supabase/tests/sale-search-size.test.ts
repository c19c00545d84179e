import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../local/testing.ts'
import { type Plan, plansOf, rowsRead, scansIn } from './plans.ts'

/** On or coming at once, and what a busy installation leaves behind in two years. */
const CURRENT = 600
const ENDED = 8_000
const ITEMS = 4
/** How long a page takes is said, not asserted: it is the machine's business too. */
const RUNS = 20
/** Every current sale and its words, and the makers of what is shown. */
const ROWS_MAX = 2 * CURRENT + 100
/** Words are looked for among all that ended within 90 days too, which is the eighth part of them here. */
const ROWS_MAX_ENDED = ROWS_MAX + 2 * (ENDED / 8) + 100

let database: TestDatabase
let sql: Sql
let notices: string[]

beforeAll(async () => {
  database = await startTestDatabase()
  notices = []
  // The superuser, because only they may load what explains statements inside of functions.
  sql = postgres(database.adminDbUrl, { max: 1, onnotice: (notice) => notices.push(notice.message ?? '') })
  await sql`insert into merchants (slug, name, support_email, currency)
    select 'maker-' || n, 'Maker ' || n, 'help@shop.test', 'EUR' from generate_series(1, 100) n`
  await sql`insert into products (merchant_id, slug, name)
    select m.id, 'thing-' || n, (array['Lamp', 'Mug', 'Blanket', 'Knife', 'Lantern', 'Sweater', 'Clock', 'Apron'])[n] || ' ' || m.name
    from merchants m, generate_series(1, 8) n`
  await sql`insert into product_variants (product_id, name) select id, 'One size' from products`
  await sql`insert into product_pictures (product_id, url, alt) select id, '/demo/harbour-mug.svg', 'A mug' from products`
  // Each row would write the words of its sale anew; here they are written once, below.
  await sql`alter table sales disable trigger sales_keep_search`
  await sql`alter table sale_items disable trigger sale_items_keep_search`
  await addSales(
    'now',
    CURRENT,
    sql`now() + (n - 200) * interval '10 minutes'`,
    sql`now() + (n + 1) * interval '1 hour'`,
  )
  await addSales(
    'old',
    ENDED,
    sql`now() - (n + 24) * interval '2 hours'`,
    sql`now() - n * interval '130 minutes'`,
  )
  await sql`select refresh_sale_search(array(select id from sales))`
  await sql.unsafe('analyze')
  await sql.unsafe(`load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
    set auto_explain.log_nested_statements = on; set auto_explain.log_format = json; set auto_explain.log_level = notice`)
}, 120_000)
afterAll(async () => {
  await sql?.end()
  await database?.stop()
})

type Fragment = ReturnType<Sql>
async function addSales(slug: string, count: number, opensAt: Fragment, closesAt: Fragment): Promise<void> {
  await sql`
    insert into sales (merchant_id, slug, title, tagline, category, status, opens_at, closes_at, currency, created_at)
    select m.id, ${slug} || '-' || n, 'Sale ' || n, 'The batch of day ' || n % 365,
      (array['home', 'travel', 'clothing', 'kitchen', 'garden'])[1 + n % 5], 'scheduled',
      least(${opensAt}, ${closesAt} - interval '1 minute'), ${closesAt}, 'EUR', now() - n * interval '3 hours'
    from generate_series(1, ${count}::int) n join merchants m on m.slug = 'maker-' || (1 + n % 100)`
  await sql`
    insert into sale_items (sale_id, variant_id, position, price_cents, currency, stock, free)
    select s.id, v.id, 1, 500 + (hashtext(s.slug || v.id) & 16383), 'EUR', 20, 20
    from sales s cross join lateral (
      select v.id from product_variants v join products p on p.id = v.product_id
      where p.merchant_id = s.merchant_id order by md5(s.slug || v.id) limit ${ITEMS}) v
    where s.slug like ${`${slug}-%`}`
}

type Asked = {
  search?: string
  category?: string
  phase?: string
  priceMax?: number
  sort?: string
  page?: number
}
const ask = ({ search = '', category, phase = 'current', priceMax, sort = 'soonest', page = 1 }: Asked) =>
  sql`select * from search_sales(${search}, ${category ?? null}, ${phase}, ${priceMax ?? null}, ${sort}, ${page}, 24)`

async function measure(asked: Asked): Promise<{ plans: Plan[]; p95Ms: number; rows: number }> {
  notices.length = 0
  const rows = (await ask(asked)).length
  const plans = plansOf(notices, /from public\.sale_search w where/)
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const startedMs = performance.now()
    await ask(asked)
    times.push(performance.now() - startedMs)
  }
  return { plans, rows, p95Ms: times.sort((a, b) => a - b)[Math.floor(RUNS * 0.95) - 1] ?? 0 }
}

const cases: [string, Asked][] = [
  ['everything on or coming', {}],
  ['the last page of it', { page: 25 }],
  ['open now', { phase: 'live' }],
  ['opening soon', { phase: 'upcoming' }],
  ['by price', { sort: 'price' }],
  ['newest', { sort: 'newest' }],
  ['ending first', { sort: 'ending' }],
  ['a category', { category: 'kitchen' }],
  ['a category up to a price', { category: 'kitchen', priceMax: 4_000 }],
  ['a word of a product', { search: 'lantern' }],
  ['a word that every sale has', { search: 'sale' }],
  ['three words', { search: 'maker 17 mug' }],
  ['two letters', { search: 'mu' }],
  ['what no sale has', { search: 'xylophone' }],
  ['a word, also in what has ended', { search: 'lantern', phase: 'any' }],
  ['what no sale has, nor had', { search: 'xylophone', phase: 'any' }],
  ['what has ended', { phase: 'ended' }],
]

test.each(cases)(`among ${CURRENT} sales and ${ENDED} ended ones: %s`, async (what, asked) => {
  const { plans, p95Ms, rows } = await measure(asked)
  process.stdout.write(
    `${what.padEnd(38)} ${p95Ms.toFixed(1).padStart(7)} ms p95, ${rowsRead(plans)} rows read, ${rows} found\n`,
  )
  expect(plans).toHaveLength(1)
  expect(scansIn(plans)).not.toContain('Seq Scan on sales')
  expect(rowsRead(plans)).toBeLessThan(
    asked.phase === 'any' || asked.phase === 'ended' ? ROWS_MAX_ENDED : ROWS_MAX,
  )
  expect(rows > 0).toBe(asked.search !== 'xylophone')
})

test('and this would be seen: without the index of what closes when, the past is read from end to end', async () => {
  await sql`drop index sales_by_close_idx`
  const { plans } = await measure({})
  expect(rowsRead(plans) > ROWS_MAX || scansIn(plans).includes('Seq Scan on sales')).toBe(true)
})
