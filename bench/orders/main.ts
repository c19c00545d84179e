import { createServerClient } from '@supabase/ssr'
import postgres, { type Sql } from 'postgres'
import startShop from '../../e2e/support/start-shop.ts'
import { requireEnv } from '../../e2e/support/test.ts'
import { MERCHANT_COOKIE } from '../../lib/sessions/cookie-settings.ts'
import { say } from '../../local/say.ts'
import { fillMerchant } from '../../supabase/tests/many-orders.ts'

/**
 * `npm run bench:orders [-- orders [rounds]]`: the whole page of the orders table, from the request to its last byte, by the built shop over
 * the local cloud, for a merchant with 100,000 orders. One request at a time: it is the page's time, not the machine's load.
 */
const [orders = 100_000, rounds = 40] = process.argv.slice(2).map(Number)
const GOAL_MS = 200

/** The cookies of somebody signed in at the dashboard. */
async function signIn(): Promise<string> {
  const jar = new Map<string, string>()
  const supabase = createServerClient(requireEnv('E2E_API_URL'), requireEnv('E2E_PUBLISHABLE_KEY'), {
    cookieOptions: { name: MERCHANT_COOKIE },
    cookies: {
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      setAll: (changed) => {
        for (const { name, value } of changed) jar.set(name, value)
      },
    },
  })
  const { error } = await supabase.auth.signInWithPassword({
    email: requireEnv('E2E_MERCHANT_EMAIL'),
    password: requireEnv('E2E_MERCHANT_PASSWORD'),
  })
  if (error) throw new Error(`The demo merchant could not sign in: ${error.message}`)
  return [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ')
}

async function fill(sql: Sql): Promise<string> {
  const [merchant] = await sql`select id from merchants where slug = 'tidewater'`
  const sales = await sql<{ id: string }[]>`
    insert into sales (merchant_id, slug, title, status, opens_at, closes_at, currency)
    select ${merchant?.id}, 'bench-' || n, 'Sale ' || n, 'closed', now() - interval '30 days', now() - interval '1 day', 'EUR'
    from generate_series(1, 20) n returning id`
  const ids = sales.map(({ id }) => id)
  await fillMerchant(sql, merchant?.id, ids, orders)
  await sql`analyze orders`
  return ids[3] ?? ''
}

async function pagesOf(sql: Sql, sale: string): Promise<[what: string, query: string][]> {
  const [deep] = await sql`
    select o.id, o.number, o.email from orders o join merchants m on m.id = o.merchant_id and m.slug = 'tidewater'
    order by o.created_at desc, o.id desc offset ${Math.floor(orders * 0.9)} limit 1`
  const [rich] = await sql`
    select o.id from orders o join merchants m on m.id = o.merchant_id and m.slug = 'tidewater'
    order by o.total_cents desc, o.id desc offset ${Math.floor(orders / 2)} limit 1`
  return [
    ['first page', ''],
    ['search: a number', `q=${deep?.number}`],
    ['search: an e-mail', `q=${deep?.email}`],
    ['search: a name of thousands', 'q=schmidt'],
    ['search: what all have', 'q=example.com'],
    ['search: what none has', 'q=xylophone'],
    ['filter: to ship', 'show=to_ship'],
    ['filter: refunded', 'show=refunded'],
    ['filter: one sale', `sale=${sale}`],
    ['sort: oldest', 'sort=oldest'],
    ['sort: largest, to ship', 'sort=total_desc&show=to_ship'],
    ['deep page: newest', `after=${deep?.id}`],
    ['deep page: backwards', `before=${deep?.id}`],
    ['deep page: largest', `sort=total_desc&after=${rich?.id}`],
  ]
}

async function main(): Promise<void> {
  const stop = await startShop()
  const sql = postgres(requireEnv('E2E_DB_URL'), { max: 1, onnotice: () => undefined })
  try {
    const pages = await pagesOf(sql, await fill(sql))
    const cookie = await signIn()
    const all: number[] = []
    for (const [what, query] of pages) {
      const times: number[] = []
      for (let round = -3; round < rounds; round++) {
        const begun = performance.now()
        const answer = await fetch(`${requireEnv('E2E_SHOP_URL')}/dashboard/orders?${query}`, {
          headers: { cookie },
          redirect: 'error',
        })
        const html = await answer.text()
        if (!answer.ok || !html.includes('Export')) throw new Error(`${what}: the page did not come.`)
        if (round >= 0) times.push(performance.now() - begun)
      }
      all.push(...times)
      say(`${what.padEnd(28)} ${quantiles(times)}`)
    }
    say(`${'all'.padEnd(28)} ${quantiles(all)}; goal ${GOAL_MS} ms`)
  } finally {
    await sql.end()
    await stop?.()
  }
}

function quantiles(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => (sorted[Math.ceil(sorted.length * part) - 1] ?? 0).toFixed(0).padStart(4)
  return `p50 ${at(0.5)} ms  p95 ${at(0.95)} ms  most ${at(1)} ms`
}

await main()
