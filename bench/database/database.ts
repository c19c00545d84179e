import { mkdirSync, rmSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import postgres, { type Sql } from 'postgres'
import { type LocalConfig, loadConfig } from '../../local/config.ts'
import { openHome } from '../../local/postgres/account.ts'
import { startPostgres } from '../../local/postgres/cluster.ts'
import { applyBootstrap, migrate, PROJECT_DIR, runSqlFile } from '../../local/postgres/migrate.ts'
import { requireSilence } from '../processes/server.ts'

/** In .gitignore as `.stampede-…`; begun anew each time. */
const stateDirFor = (basePort: number) => join(PROJECT_DIR, `.stampede-bench-${basePort}`)

/** The settings that decide what a commit costs, read from the running server and written into the results. */
const SETTINGS = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_level',
  'wal_sync_method',
  'shared_buffers',
  'max_wal_size',
  'checkpoint_timeout',
  'autovacuum',
  'jit',
] as const

export type BenchDatabase = {
  config: LocalConfig
  postmasterPid: number
  /** Role postgres on the database that most figures use. */
  readonly sql: Sql
  /** Closes our connections to it; the next query opens new ones. */
  disconnect(): Promise<void>
  /** Connection string of role postgres for a database of this server. */
  urlOf(name: string): string
  /** Another database with the same schema and no rows; nobody may be connected to the first one meanwhile. */
  copyTo(name: string): Promise<void>
  /** Writes what is dirty now, so that it is not written in the middle of a run. */
  checkpoint(): Promise<void>
  version: string
  settings: Record<string, string>
  stop(): Promise<void>
}

const SHARED_BUFFERS_MAX_MB = 1024

/**
 * What a server that is for Postgres has, where a development machine keeps it small: a quarter of the memory for its
 * cache (the documentation's advice; at most 1 GB here), and room enough in the log that a checkpoint is not made every
 * few seconds.
 */
function serverSettings(): Record<string, string> {
  const quarterMb = Math.floor(totalmem() / 4 / 1024 / 1024)
  return { shared_buffers: `${Math.min(SHARED_BUFFERS_MAX_MB, quarterMb)}MB`, max_wal_size: '4GB' }
}

/** A durable Postgres in a folder of its own, migrated and empty. */
export async function startDatabase(basePort: number): Promise<BenchDatabase> {
  const stateDir = stateDirFor(basePort)
  // First the port: a benchmark that still runs there is using that folder.
  await requireSilence(basePort + 2, 'Postgres')
  mkdirSync(stateDir, { recursive: true })
  removeData(stateDir)
  rmSync(stateDir, { recursive: true })
  const config = loadConfig({
    STAMPEDE_STATE_DIR: stateDir,
    PORT: String(basePort),
    SUPABASE_API_PORT: String(basePort + 1),
    SUPABASE_DB_PORT: String(basePort + 2),
    LOCAL_PORT: String(basePort + 3),
  })
  const log = pino({ level: 'silent' })
  const server = await startPostgres(config, log, { settings: serverSettings() })
  try {
    await applyBootstrap(config, log)
    await migrate(config, log)
  } catch (error) {
    await server.close()
    throw error
  }
  const described = await describe(config)
  const connect = () => postgres(config.dbUrl, { max: 4, onnotice: () => undefined })
  let sql = connect()
  return {
    config,
    postmasterPid: server.postmasterPid,
    get sql() {
      return sql
    },
    async disconnect() {
      await sql.end()
      sql = connect()
    },
    urlOf: (name) => config.dbUrl.replace('/postgres?', `/${name}?`),
    copyTo: (name) => asAdmin(config, `create database ${name} template postgres owner postgres`),
    checkpoint: () => asAdmin(config, 'checkpoint'),
    ...described,
    async stop() {
      await sql.end({ timeout: 2 })
      await server.close()
      removeData(stateDir)
    },
  }
}

/** Ten million claims are gigabytes. The logs stay, for whoever was told to look there. */
function removeData(stateDir: string): void {
  rmSync(openHome(stateDir).dir, { recursive: true, force: true })
}

async function asAdmin(config: LocalConfig, statement: string): Promise<void> {
  // From another database than the one that may be copied.
  const admin = postgres(config.adminDbUrl.replace(/\/postgres$/, '/template1'), {
    max: 1,
    onnotice: () => undefined,
  })
  try {
    await admin.unsafe(statement)
  } finally {
    await admin.end()
  }
}

async function describe(config: LocalConfig): Promise<Pick<BenchDatabase, 'version' | 'settings'>> {
  const sql = postgres(config.dbUrl, { max: 1 })
  try {
    const [row] = await sql`select current_setting('server_version') as version`
    const settings: Record<string, string> = {}
    for (const name of SETTINGS) {
      const [setting] = await sql`select current_setting(${name}) as value`
      settings[name] = setting?.value
    }
    return { version: row?.version, settings }
  } finally {
    await sql.end()
  }
}

/** The tables of the tutorial contestant, beside the shop's. */
export async function addTutorialTables(database: BenchDatabase): Promise<void> {
  await runSqlFile(database.sql, join(import.meta.dirname, '..', 'contestants', 'tutorial', 'tables.sql'))
}
