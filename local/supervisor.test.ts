import { existsSync } from 'node:fs'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configEnv, type LocalConfig } from './config.ts'
import { isRunning, type ProcessIdentity, startOf, waitUntil } from './processes.ts'
import { getRunning } from './running.ts'
import { testConfig } from './testing.ts'
import { type Run, runScript } from './testing-processes.ts'

const BUILD_AND_START_MS = 240_000
const UP = 'Stampede is up after'

let config: LocalConfig
let env: Record<string, string | undefined>
let run: Run

/** Everything in one go, as `npm start` does it after installing. The tests follow its life in order. */
beforeAll(async () => {
  config = await testConfig()
  const { LOCAL_FUNCTIONS_PORT: _functions, LOCAL_SMTP_PORT: _smtp, ...rest } = configEnv(config)
  env = rest
  await start()
}, BUILD_AND_START_MS)

afterAll(async () => {
  run.child.kill('SIGTERM')
  await run.exited
})

async function start(): Promise<void> {
  run = runScript('local/main.ts', [], { env })
  await run.printed(UP)
}

/** The processes that are the parts now, by name, and the supervisor. */
function listParts(): Record<string, ProcessIdentity> {
  const note = getRunning(config.stateDir)
  if (!note) throw new Error('It is not running.')
  return { ...note.parts, supervisor: note.supervisor }
}

async function query(statement: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(config.dbUrl, { max: 1, onnotice: () => undefined })
  try {
    return await sql.unsafe(statement)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const shopAnswers = async () =>
  (await fetch(`http://127.0.0.1:${config.ports.shop}/api/health`)).status === 200

test('a start says what came up, where, and how to sign in', async () => {
  for (const title of [
    'Postgres 17',
    'Migrations',
    'Inbox, Stripe',
    'Supabase API',
    'Edge Functions',
    'Shop',
  ]) {
    expect(run.output()).toMatch(new RegExp(`✓ ${title}`))
  }
  expect(run.output()).toContain(config.urls.shop)
  expect(run.output()).toContain('maker@stampede.test / stampede-demo')
  expect(await shopAnswers()).toBe(true)
})

test('status --json is one flat object with exactly the promised names, and its addresses answer', async () => {
  const status = runScript('local/status.ts', ['--json'], { env })
  expect(await status.exited).toBe(0)
  const values: Record<string, string> = JSON.parse(status.output())
  expect(Object.keys(values).toSorted()).toEqual([
    'API_URL',
    'DB_URL',
    'DEMO_MERCHANT_EMAIL',
    'DEMO_MERCHANT_PASSWORD',
    'INBOX_URL',
    'JWT_JWKS_URL',
    'PUBLISHABLE_KEY',
    'PUSH_URL',
    'SECRET_KEY',
    'SHIPPING_WEBHOOK_SECRET',
    'SHOP_URL',
    'STATE_DIR',
    'STRIPE_API_BASE',
    'STRIPE_WEBHOOK_SECRET',
  ])
  for (const name of ['SHOP_URL', 'INBOX_URL', 'JWT_JWKS_URL']) {
    expect((await fetch(values[name] ?? '')).status, name).toBe(200)
  }
  const signIn = await fetch(`${values.API_URL}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: values.PUBLISHABLE_KEY ?? '', 'content-type': 'application/json' },
    body: JSON.stringify({ email: values.DEMO_MERCHANT_EMAIL, password: values.DEMO_MERCHANT_PASSWORD }),
  })
  expect(signIn.status).toBe(200)
})

test('status shows the memory of every part, together below 900 MB', async () => {
  const status = runScript('local/status.ts', [], { env })
  await status.exited
  for (const part of Object.keys(listParts())) expect(status.output()).toMatch(new RegExp(`${part} +\\d+ MB`))
  // The second figure: what the first counts twice, a page that several processes share, is one page of this machine.
  const together = Number(/together +\d+ MB +(\d+) MB/.exec(status.output())?.[1])
  expect(together).toBeGreaterThan(50)
  expect(together).toBeLessThan(900)
})

test('the demo has a sale that is live, one that opens within a minute, one tomorrow and one that ended', async () => {
  const rows = await query(`
    select slug, public.sale_phase(status, opens_at, closes_at, clock_timestamp()) as phase,
      opens_at - now() < interval '61 seconds' as soon
    from public.sales`)
  const sales = Object.fromEntries(rows.map((row) => [row.slug, row]))
  expect(sales['first-light']).toMatchObject({ phase: 'live' })
  expect(sales['last-boat']).toMatchObject({ soon: true })
  expect(sales['winter-harbour']).toMatchObject({ phase: 'upcoming', soon: false })
  expect(sales['spring-tide']).toMatchObject({ phase: 'ended' })
})

test('a second start on the same state folder says that it already runs', async () => {
  const second = runScript('local/main.ts', [], { env })
  expect(await second.exited).toBe(1)
  expect(second.output().trim()).toMatch(/^Stampede already runs on .* \(process \d+\): stop that one first/)
})

test('a start with a taken port names the port and the variable', async () => {
  const other = await testConfig()
  const second = runScript('local/main.ts', [], {
    env: { ...configEnv(other), PORT: String(config.ports.shop) },
  })
  expect(await second.exited).toBe(1)
  expect(second.output().trim()).toMatch(
    new RegExp(`^Port ${config.ports.shop} for the shop is taken .*PORT=`),
  )
})

test('reset while it runs is refused', async () => {
  const reset = runScript('local/reset.ts', [], { env })
  expect(await reset.exited).toBe(1)
  expect(reset.output()).toMatch(/is running on .*: stop it with Ctrl-C first/)
  expect(await shopAnswers()).toBe(true)
})

test.each(['api', 'functions', 'shop', 'postgres'])(
  '%s that is killed comes back, and is named',
  async (name) => {
    const before = listParts()[name]
    if (!before) throw new Error(`There is no part ${name}.`)
    process.kill(before.pid, 'SIGKILL')
    const isBack = await waitUntil(() => {
      const now = listParts()[name]
      return now !== undefined && now.pid !== before.pid && isRunning(now)
    }, 30_000)
    expect(isBack, run.output()).toBe(true)
    expect(run.output()).toMatch(/✗ .* ended \(exit code 137.*Starting it again/)
    expect(await waitUntil(() => shopAnswers().catch(() => false), 15_000)).toBe(true)
  },
  60_000,
)

test('SIGTERM stops everything and leaves no process', async () => {
  await query('create table kept (n int)')
  const parts = listParts()
  run.child.kill('SIGTERM')
  expect(await run.exited).toBe(0)
  expect(Object.entries(parts).filter(([, part]) => startOf(part.pid) === part.startedAt)).toEqual([])
  expect(getRunning(config.stateDir)).toBeNull()
})

test('status when it does not run says how to start it', async () => {
  const status = runScript('local/status.ts', ['--json'], { env })
  expect(await status.exited).toBe(1)
  expect(status.output()).toMatch(/is not running on .*: start it with `npm start`/)
})

test('the next start keeps data and keys, and takes less than 20 seconds', async () => {
  await start()
  const seconds = Number(/up after ([\d.]+) s/.exec(run.output())?.[1])
  expect(seconds).toBeLessThan(20)
  expect(run.output()).toContain('of the same sources, kept')
  expect(await query(`select to_regclass('kept') is not null as kept`)).toMatchObject([{ kept: true }])
}, 60_000)

test('when the supervisor is killed with SIGKILL every part ends by itself, and a start follows', async () => {
  const parts = listParts()
  run.child.kill('SIGKILL')
  await run.exited
  expect(await waitUntil(() => !Object.values(parts).some(isRunning), 20_000)).toBe(true)
  await start()
  expect(await shopAnswers()).toBe(true)
}, 90_000)

test('a start that is interrupted leaves no process', async () => {
  run.child.kill('SIGINT')
  await run.exited
  const interrupted = runScript('local/main.ts', [], { env })
  await interrupted.printed('✓ Postgres 17')
  const parts = listParts()
  interrupted.child.kill('SIGINT')
  expect(await interrupted.exited).toBe(0)
  expect(Object.values(parts).filter(isRunning)).toEqual([])
  expect(getRunning(config.stateDir)).toBeNull()
}, 60_000)

test('when nobody reads any more what it prints, it goes on and stops well', async () => {
  const unread = runScript('local/main.ts', [], { env })
  await unread.printed('Stampede is up')
  unread.child.stdout?.destroy()
  unread.child.stderr?.destroy()
  const before = listParts().api
  if (!before) throw new Error('There is no part api.')
  process.kill(before.pid, 'SIGKILL') // which is something to say
  const isBack = await waitUntil(() => {
    const now = listParts().api
    return now !== undefined && now.pid !== before.pid && isRunning(now)
  }, 30_000)
  expect(isBack).toBe(true)
  unread.child.kill('SIGTERM')
  expect(await unread.exited).toBe(0)
}, 90_000)

test('reset empties the state folder', async () => {
  const reset = runScript('local/reset.ts', [], { env })
  expect(await reset.exited).toBe(0)
  expect(existsSync(config.stateDir)).toBe(false)
})
