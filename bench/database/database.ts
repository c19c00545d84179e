import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import postgres, { type Sql } from 'postgres'
import { type LocalConfig, loadConfig } from '../../local/config.ts'
import { startPostgres } from '../../local/postgres/cluster.ts'
import { applyBootstrap, migrate, PROJECT_DIR, runSqlFile } from '../../local/postgres/migrate.ts'
import { requireSilence } from '../processes/server.ts'

/** In .gitignore as `.stampede-…`; begun anew and removed at the end. */
const STATE_DIR = join(PROJECT_DIR, '.stampede-bench')

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
  version: string
  settings: Record<string, string>
  stop(): Promise<void>
}

/** A durable Postgres as `npm start` runs it, in a folder of its own, migrated and empty. */
export async function startDatabase(basePort: number): Promise<BenchDatabase> {
  rmSync(STATE_DIR, { recursive: true, force: true })
  const config = loadConfig({
    STAMPEDE_STATE_DIR: STATE_DIR,
    PORT: String(basePort),
    SUPABASE_API_PORT: String(basePort + 1),
    SUPABASE_DB_PORT: String(basePort + 2),
    LOCAL_PORT: String(basePort + 3),
  })
  const log = pino({ level: 'silent' })
  await requireSilence(config.ports.db, 'Postgres')
  const server = await startPostgres(config, log)
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
    copyTo: (name) => copyDatabase(config, name),
    ...described,
    async stop() {
      await sql.end({ timeout: 2 })
      await server.close()
      // Ten million claims are gigabytes.
      rmSync(STATE_DIR, { recursive: true, force: true })
    },
  }
}

async function copyDatabase(config: LocalConfig, name: string): Promise<void> {
  const admin = postgres(config.adminDbUrl.replace(/\/postgres$/, '/template1'), {
    max: 1,
    onnotice: () => undefined,
  })
  try {
    await admin.unsafe(`create database ${name} template postgres owner postgres`)
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
