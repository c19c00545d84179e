import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, expect, test } from 'vitest'
import type { LocalConfig } from '../config.ts'
import { startOf, waitUntil } from '../processes.ts'
import { testConfig, testLog } from '../testing.ts'
import { runScript } from '../testing-processes.ts'
import { isPassable } from './account.ts'
import { type RunningPostgres, startPostgres } from './cluster.ts'
import { PROJECT_DIR } from './migrate.ts'

const open: RunningPostgres[] = []

afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

async function start(config: LocalConfig): Promise<RunningPostgres> {
  const server = await startPostgres(config, testLog)
  open.push(server)
  return server
}

/** Runs one statement as superuser on a connection of its own. */
async function query(config: LocalConfig, statement: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(config.adminDbUrl, { max: 1, onnotice: () => undefined })
  try {
    return await sql.unsafe(statement)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const dataDirOf = (config: LocalConfig) => join(config.stateDir, 'postgres', 'data')

test('commits survive kill -9 of the server, and it starts again on the same data', async () => {
  const config = await testConfig()
  const first = await start(config)
  await query(config, 'create table kept (n int)')
  await query(config, 'insert into kept select generate_series(1, 1000)')
  process.kill(first.postmasterPid, 'SIGKILL')
  await first.process.exited
  await start(config)
  expect(await query(config, 'select count(*)::int as n from kept')).toMatchObject([{ n: 1000 }])
})

test('it is durable, logical, and listens on this machine only', async () => {
  const config = await testConfig()
  await start(config)
  const rows = await query(
    config,
    `select name, setting from pg_settings where name in
     ('fsync', 'full_page_writes', 'synchronous_commit', 'wal_level', 'listen_addresses', 'unix_socket_directories')`,
  )
  expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    wal_level: 'logical',
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
  })
})

test('nobody gets in without the password', async () => {
  const config = await testConfig()
  await start(config)
  const wrong = { ...config, adminDbUrl: config.adminDbUrl.replace(config.keys.adminDbPassword, 'guess') }
  await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/)
})

test('as root it runs as an unprivileged user, else as ourselves', async () => {
  const config = await testConfig()
  const server = await start(config)
  const owner = statSync(`/proc/${server.postmasterPid}`).uid
  if (process.getuid?.() === 0) expect(owner).not.toBe(0)
  else expect(owner).toBe(process.getuid?.())
  expect(statSync(dataDirOf(config)).uid).toBe(owner)
  expect(statSync(dataDirOf(config)).mode & 0o077).toBe(0)
})

test.runIf(process.getuid?.() === 0 && isPassable(PROJECT_DIR))('it runs for an ordinary user', async () => {
  const code = `
    const { testConfig, testLog } = await import('${PROJECT_DIR}/local/testing.ts')
    const { startPostgres } = await import('${PROJECT_DIR}/local/postgres/cluster.ts')
    const server = await startPostgres(await testConfig(), testLog)
    process.stdout.write(String(server.postmasterPid > 0))
    await server.close()`
  const nobody = { uid: 65_534, gid: 65_534 }
  const args = ['--input-type=module-typescript', '-e', code]
  const done = spawnSync(process.execPath, args, { ...nobody, cwd: '/', encoding: 'utf8' })
  expect(done.stderr).toBe('')
  expect(done.stdout).toBe('true')
})

test('a server left on the data folder by a killed start is stopped first', async () => {
  const config = await testConfig()
  const left = await start(config)
  await query(config, 'create table kept (n int)')
  await start(config)
  expect(startOf(left.postmasterPid)).toBeNull()
  expect(await query(config, `select to_regclass('kept') is not null as kept`)).toMatchObject([
    { kept: true },
  ])
})

test('a pid file whose number now belongs to another program does not stop it from starting', async () => {
  const config = await testConfig()
  const first = await start(config)
  const path = join(dataDirOf(config), 'postmaster.pid')
  const lines = readFileSync(path, 'utf8').split('\n')
  await first.close()
  writeFileSync(path, [String(process.pid), ...lines.slice(1)].join('\n'))
  await start(config)
  expect(await query(config, 'select 1 as one')).toMatchObject([{ one: 1 }])
})

test('a taken port is one sentence that names the port and the variable', async () => {
  const one = await testConfig()
  await start(one)
  const other = await testConfig()
  const same = { ...other, ports: { ...other.ports, db: one.ports.db } }
  await expect(startPostgres(same, testLog)).rejects.toThrow(
    new RegExp(`^Port ${one.ports.db} for Postgres is taken by another program: .*SUPABASE_DB_PORT`),
  )
  expect(existsSync(join(other.stateDir, 'postgres', 'data'))).toBe(false)
})

test('keys of another state folder are one sentence with what to do', async () => {
  const one = await testConfig()
  await (await start(one)).close()
  const other = await testConfig()
  cpSync(join(other.stateDir, 'keys.json'), join(one.stateDir, 'keys.json'))
  const mixed = {
    ...one,
    adminDbUrl: one.adminDbUrl.replace(one.keys.adminDbPassword, other.keys.adminDbPassword),
  }
  await expect(startPostgres(mixed, testLog)).rejects.toThrow(
    /does not belong to the database.*npm run reset/,
  )
})

test('a start that is called off leaves no server', async () => {
  const config = await testConfig()
  const abort = new AbortController()
  const starting = startPostgres(config, testLog, { signal: abort.signal })
  abort.abort()
  await expect(starting).rejects.toThrow(/stopped while starting/)
  expect(await waitUntil(() => !existsSync(join(dataDirOf(config), 'postmaster.pid')), 20_000)).toBe(true)
})

test.runIf(process.getuid?.() === 0)(
  'as root in a folder closed to others, data go where the user can reach them',
  async () => {
    const config = await testConfig()
    chmodSync(config.stateDir, 0o700)
    const server = await start(config)
    expect(existsSync(dataDirOf(config))).toBe(false)
    const home = readFileSync(join(config.stateDir, 'postgres-home'), 'utf8').trim()
    expect(existsSync(join(home, 'data', 'PG_VERSION'))).toBe(true)
    await server.close()
    await (await start(config)).close()
    const reset = runScript('local/reset.ts', [], { env: { STAMPEDE_STATE_DIR: config.stateDir } })
    expect(await reset.exited).toBe(0)
    expect(existsSync(home)).toBe(false)
  },
)

test('a folder closed to others is seen as such', async () => {
  const config = await testConfig()
  expect(isPassable('/usr/bin')).toBe(true)
  expect(isPassable(join(config.stateDir, 'keys.json'))).toBe(false)
})
