import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import postgres from 'postgres'
import type { LocalConfig } from '../config.ts'
import { requireFreePort } from '../ports.ts'
import { codeOf, Problem, reasonOf } from '../problem.ts'
import { type Guarded, spawnGuarded, waitUntil } from '../processes.ts'
import { openHome, type PostgresHome } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { clearLeftover } from './leftover.ts'

export type PostgresOptions = {
  /** False only for throw-away test databases: they survive a killed process, not a killed machine. */
  isDurable?: boolean
  /** Postgres settings other than those of a development machine, such as `shared_buffers`. */
  settings?: Readonly<Record<string, string>>
  /** Aborted: stop and give up while it is still starting. */
  signal?: AbortSignal
}

export type RunningPostgres = {
  /** Of the process group that holds the server. */
  pid: number
  /** Of the postmaster itself. */
  postmasterPid: number
  process: Guarded
  close(): Promise<void>
}

/** Crash recovery after a hard stop may replay up to max_wal_size; on slow disks that takes a while. */
const START_TIMEOUT_MS = 120_000
/** From being started to holding the data folder. */
const LOCK_TIMEOUT_MS = 10_000

function settings(config: LocalConfig, isDurable: boolean): Record<string, string> {
  const durable = isDurable ? 'on' : 'off'
  return {
    listen_addresses: '127.0.0.1',
    port: String(config.ports.db),
    unix_socket_directories: '',
    cluster_name: 'stampede',
    timezone: 'UTC',
    log_timezone: 'UTC',
    wal_level: 'logical',
    fsync: durable,
    full_page_writes: durable,
    synchronous_commit: 'on',
    max_connections: '60',
    shared_buffers: '64MB',
    jit: 'off',
    max_wal_senders: '6',
    max_replication_slots: '6',
    // A replication slot nobody reads (Realtime stopped) must not fill the disk.
    max_slot_wal_keep_size: '256MB',
    max_wal_size: '512MB',
    autovacuum_max_workers: '2',
    max_parallel_workers_per_gather: '0',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
  }
}

/** Makes a new cluster beside its final place and moves it there when complete, so that a torn one is never used. */
function createCluster(
  config: LocalConfig,
  home: PostgresHome,
  binaries: Binaries,
  isDurable: boolean,
): void {
  const fresh = join(home.dir, 'data.new')
  const passwordFile = join(home.dir, 'password')
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  writeFileSync(passwordFile, config.keys.adminDbPassword, { mode: 0o600 })
  if (home.user) {
    chownSync(fresh, home.user.uid, home.user.gid)
    chownSync(passwordFile, home.user.uid, home.user.gid)
  }
  const args = [
    '-D',
    fresh,
    '-U',
    'supabase_admin',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
  ]
  // The built-in provider sorts the same on every machine, whatever locales it has installed.
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8')
  if (!isDurable) args.push('--no-sync')
  const made = spawnSync(binaries.initdb, args, {
    cwd: home.dir,
    env: { ...binaries.env, NODE_ENV: 'production' },
    encoding: 'utf8',
    ...home.user,
  })
  rmSync(passwordFile, { force: true })
  if (made.status !== 0) {
    const why = (made.stderr || made.error?.message || '').trim().split('\n').slice(-4).join(' ')
    throw new Problem(`Postgres could not create its data folder ${home.dataDir}: ${why}`)
  }
  renameSync(fresh, home.dataDir)
}

/** Settles when the server takes connections; throws with the log's last lines when it ended instead. */
async function waitUntilReady(
  config: LocalConfig,
  server: Guarded,
  logFile: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const sql = postgres(config.adminDbUrl, {
    max: 1,
    fetch_types: false,
    connect_timeout: 5,
    onnotice: () => undefined,
    backoff: () => 0.05,
  })
  let last = 'it did not answer'
  const answers = async () => {
    if (server.hasExited() || signal?.aborted) return true
    try {
      await sql`select 1`
      return true
    } catch (error) {
      last = reasonOf(error)
      if (codeOf(error) === '28P01') throw new Problem(passwordProblem(config))
      return false
    }
  }
  try {
    const isReady = await waitUntil(answers, START_TIMEOUT_MS)
    if (signal?.aborted) throw new Problem('Postgres was stopped while starting.')
    if (server.hasExited())
      throw new Problem(`Postgres ended while starting: ${tail(logFile)} (more in ${logFile})`)
    if (!isReady)
      throw new Problem(
        `Postgres was not ready after ${START_TIMEOUT_MS / 1000} s (${last}): see ${logFile}.`,
      )
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function passwordProblem(config: LocalConfig): string {
  return `${join(config.stateDir, 'keys.json')} does not belong to the database beside it: put the right one back, or run \`npm run reset\`.`
}

function tail(path: string): string {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []
  return lines.slice(-3).join(' / ')
}

/**
 * Starts PostgreSQL 17 on this state folder, creating the cluster the first time, and waits until it answers.
 * As root it runs as an unprivileged user. Throws a Problem for a taken port or a folder that cannot be used.
 */
export async function startPostgres(
  config: LocalConfig,
  log: Logger,
  options: PostgresOptions = {},
): Promise<RunningPostgres> {
  const isDurable = options.isDurable ?? true
  const home = openHome(config.stateDir)
  const binaries = findBinaries(home)
  await clearLeftover(home.dataDir)
  await requireFreePort(config, 'db')
  if (!existsSync(join(home.dataDir, 'PG_VERSION'))) {
    log.debug({ dataDir: home.dataDir }, 'creating the cluster')
    createCluster(config, home, binaries, isDurable)
  }
  const logFile = join(config.stateDir, 'logs', 'postgres.log')
  mkdirSync(join(config.stateDir, 'logs'), { recursive: true })
  const args = ['-D', home.dataDir]
  const chosen = { ...settings(config, isDurable), ...options.settings }
  for (const [name, value] of Object.entries(chosen)) args.push('-c', `${name}=${value}`)
  const server = spawnGuarded({
    command: binaries.postgres,
    args,
    cwd: home.dir,
    env: binaries.env,
    stopSignal: 'SIGINT',
    output: logFile,
    user: home.user,
  })
  try {
    await waitUntilReady(config, server, logFile, options.signal)
  } catch (error) {
    // A server that has not got as far as its lock file does not listen to signals yet: one sent now would be lost.
    const lockFile = join(home.dataDir, 'postmaster.pid')
    await waitUntil(() => server.hasExited() || existsSync(lockFile), LOCK_TIMEOUT_MS)
    await server.stop()
    throw error
  }
  const postmasterPid = Number.parseInt(readFileSync(join(home.dataDir, 'postmaster.pid'), 'utf8'), 10)
  return { pid: server.pid, postmasterPid, process: server, close: () => server.stop(20_000) }
}
