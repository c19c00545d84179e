import { createServer, type Server } from 'node:http'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LocalConfig } from './config.ts'
import { startPostgres } from './postgres/cluster.ts'
import { waitUntil } from './processes.ts'
import { startScheduler } from './scheduler.ts'
import { testConfig, testLog } from './testing.ts'

let config: LocalConfig
let sql: Sql
let server: Awaited<ReturnType<typeof startPostgres>>
let functions: Server
let drained: { path: string | undefined; key: string | undefined }[] = []
let drainStatus = 200

/** A database with a tick of its own that notes when it began and ended, and answers `due` outbox rows. */
beforeAll(async () => {
  config = await testConfig()
  server = await startPostgres(config, testLog)
  // The role postgres that the scheduler uses is made by the bootstrap; here only the timer is looked at.
  config = { ...config, dbUrl: config.adminDbUrl }
  sql = postgres(config.dbUrl, { max: 1, onnotice: () => undefined })
  await sql.unsafe(`
    create table ticks (began timestamptz not null, ended timestamptz not null);
    create table settings (due int not null, lasts interval not null);
    insert into settings values (0, '0');
    create function public.tick() returns jsonb language plpgsql as $$
    declare v_began timestamptz := clock_timestamp();
    begin
      perform pg_sleep(extract(epoch from lasts)) from settings;
      insert into ticks values (v_began, clock_timestamp());
      return jsonb_build_object('released', 0, 'timed_out', 0, 'broadcasts', 0, 'outbox_due', (select due from settings));
    end $$`)
  functions = createServer((req, res) => {
    drained.push({ path: req.url, key: req.headers.authorization })
    res.writeHead(drainStatus).end('{}')
  })
  await new Promise<void>((listening) => functions.listen(config.ports.api, '127.0.0.1', listening))
})

afterAll(async () => {
  functions.close()
  await sql.end({ timeout: 1 })
  await server.close()
})

async function countTicks(): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from ticks`
  return row?.n ?? 0
}

async function ticksGrowTo(count: number, timeoutMs = 10_000): Promise<boolean> {
  return waitUntil(async () => (await countTicks()) >= count, timeoutMs)
}

/** Seconds from one tick's beginning to the next one's, on average: a busy machine may delay a single one. */
async function usualGap(): Promise<number> {
  const [row] = await sql<{ seconds: number }[]>`
    select (extract(epoch from max(began) - min(began)) / (count(*) - 1))::float as seconds from ticks`
  return row?.seconds ?? 0
}

/** The shortest of them. One that was late is followed sooner; piled-up ones would come within milliseconds. */
async function shortestGap(): Promise<number> {
  const [row] = await sql<{ seconds: number }[]>`
    select min(gap)::float as seconds
    from (select extract(epoch from began - lag(began) over (order by began)) as gap from ticks) g`
  return row?.seconds ?? 0
}

test('tick is called about once a second', async () => {
  const scheduler = await startScheduler(config, testLog)
  expect(await ticksGrowTo(5)).toBe(true)
  await scheduler.close()
  expect(await usualGap()).toBeGreaterThan(0.7)
})

test('ticks neither overlap nor pile up behind one that takes long', async () => {
  await sql`truncate ticks`
  await sql`update settings set lasts = '1700 milliseconds'`
  const scheduler = await startScheduler(config, testLog)
  expect(await ticksGrowTo(3)).toBe(true)
  await sql`update settings set lasts = '0'`
  expect(await ticksGrowTo(6)).toBe(true)
  await scheduler.close()
  expect(await shortestGap()).toBeGreaterThan(0.2)
})

test('the outbox function is called with the secret key when rows are due, and not when none are', async () => {
  await sql`truncate ticks`
  drained = []
  const scheduler = await startScheduler(config, testLog)
  expect(await ticksGrowTo(2)).toBe(true)
  expect(drained).toEqual([])
  await sql`update settings set due = 2`
  expect(await waitUntil(() => drained.length > 0, 5_000)).toBe(true)
  await sql`update settings set due = 0`
  await scheduler.close()
  expect(drained[0]).toEqual({ path: '/functions/v1/drain-outbox', key: `Bearer ${config.keys.secretKey}` })
})

test('a function that fails is asked again', async () => {
  drained = []
  drainStatus = 500
  await sql`update settings set due = 1`
  const scheduler = await startScheduler(config, testLog)
  expect(await waitUntil(() => drained.length >= 2, 8_000)).toBe(true)
  drainStatus = 200
  await sql`update settings set due = 0`
  await scheduler.close()
})

test('it goes on when the database is killed and comes back', async () => {
  await sql`truncate ticks`
  const scheduler = await startScheduler(config, testLog)
  expect(await ticksGrowTo(1)).toBe(true)
  process.kill(server.postmasterPid, 'SIGKILL')
  await server.process.exited
  server = await startPostgres(config, testLog)
  const before = await countTicks()
  expect(await ticksGrowTo(before + 2, 15_000)).toBe(true)
  await scheduler.close()
})
