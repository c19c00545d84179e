import { spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { type LocalConfig, loadConfig } from './config.ts'
import { freePort } from './ports.ts'
import { startPostgres } from './postgres/cluster.ts'
import { type Crash, crashPostgres } from './postgres/crash.ts'
import {
  applyBootstrap,
  BOOTSTRAP_DIR,
  listSqlFiles,
  MIGRATIONS_DIR,
  migrate,
  SEED_FILE,
  seed,
} from './postgres/migrate.ts'
import { startOf } from './processes.ts'

export type TestDatabase = {
  /** Ports and keys; the other parts may be started with it too. */
  config: LocalConfig
  /** Role postgres, as the shop has it. */
  dbUrl: string
  /** Role supabase_admin, the superuser. */
  adminDbUrl: string
  /** kill -9, see crashPostgres; `restart` starts it again on the same data. */
  crash(what: Crash): Promise<void>
  restart(): Promise<void>
  /** Stops the server and removes its folder. */
  stop(): Promise<void>
}

export type TestDatabaseOptions = {
  /** With the demo merchant and sales. Default false. */
  isSeeded?: boolean
  /** With fsync, as production runs it. Default false: killed processes lose nothing then either, a killed machine would. */
  isDurable?: boolean
}

export const testLog = pino({ level: process.env.TEST_LOG ?? 'silent' })

/** One for each user, because what root made nobody else can replace. */
const TEST_DIR = join(tmpdir(), `stampede-test-${userInfo().username}`)
const MAX_TEMPLATES = 6

/** Removes what killed test runs and earlier states of the migrations left. */
function tidyTestDir(): void {
  mkdirSync(TEST_DIR, { recursive: true, mode: 0o711 })
  chmodSync(TEST_DIR, 0o711)
  const names = readdirSync(TEST_DIR)
  const left = names.filter((name) => name.startsWith('run-') && startOf(Number(name.split('-')[1])) === null)
  const templates = names
    .filter((name) => name.startsWith('template-'))
    .map((name) => ({
      name,
      madeAt: statSync(join(TEST_DIR, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    }))
    .sort((a, b) => b.madeAt - a.madeAt)
  const old = templates.slice(MAX_TEMPLATES).map((template) => template.name)
  for (const name of [...left, ...old]) rmSync(join(TEST_DIR, name), { recursive: true, force: true })
}

/** A config on free ports with a state folder of its own, begun as a copy of `template` when given. */
export async function testConfig(template?: string): Promise<LocalConfig> {
  tidyTestDir()
  const stateDir = join(TEST_DIR, `run-${process.pid}-${randomUUID().slice(0, 8)}`)
  if (template) {
    // `cp -a` keeps owners (as root, the data are those of another user) and shares blocks where it can.
    const copied = spawnSync('cp', ['-a', template, stateDir], { encoding: 'utf8' })
    if (copied.status !== 0) throw new Error(`The database template could not be copied: ${copied.stderr}`)
  }
  const ports = await Promise.all(Array.from({ length: 6 }, freePort))
  return loadConfig({
    STAMPEDE_STATE_DIR: stateDir,
    PORT: String(ports[0]),
    SUPABASE_API_PORT: String(ports[1]),
    SUPABASE_DB_PORT: String(ports[2]),
    LOCAL_PORT: String(ports[3]),
    LOCAL_FUNCTIONS_PORT: String(ports[4]),
    LOCAL_SMTP_PORT: String(ports[5]),
  })
}

/** Named after everything that decides what a fresh migrated cluster looks like. */
function templatePath(isSeeded: boolean): string {
  // The day, too: partitions are made for it, and the demo's sales lie around it.
  const hash = createHash('sha256').update(`template 1 of ${new Date().toISOString().slice(0, 10)}`)
  const files = [
    ...listSqlFiles(BOOTSTRAP_DIR),
    ...listSqlFiles(MIGRATIONS_DIR),
    ...(isSeeded ? [SEED_FILE] : []),
  ]
  for (const path of files.filter((file) => existsSync(file))) hash.update(path).update(readFileSync(path))
  return join(TEST_DIR, `template-${hash.digest('hex').slice(0, 16)}${isSeeded ? '-seeded' : ''}`)
}

async function createTemplate(path: string, isSeeded: boolean): Promise<void> {
  const config = await testConfig()
  const server = await startPostgres(config, testLog, { isDurable: false })
  try {
    await applyBootstrap(config, testLog)
    await migrate(config, testLog)
    if (isSeeded) await seed(config, testLog)
    await server.close()
    // Another test process may have been faster; its copy is as good.
    if (!existsSync(path)) renameSync(config.stateDir, path)
  } finally {
    await server.close()
    rmSync(config.stateDir, { recursive: true, force: true })
  }
}

/**
 * A migrated Postgres of its own (seeded when asked), on a free port, within a second: the cluster is made
 * once for each state of bootstrap, migrations and seed, and copied. It ends with the test process at the latest.
 */
export async function startTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { isSeeded = false, isDurable = false } = options
  const template = templatePath(isSeeded)
  tidyTestDir()
  if (!existsSync(template)) await createTemplate(template, isSeeded)
  const config = await testConfig(template)
  let server = await startPostgres(config, testLog, { isDurable })
  return {
    config,
    dbUrl: config.dbUrl,
    adminDbUrl: config.adminDbUrl,
    crash: (what) => crashPostgres(server, what),
    async restart() {
      server = await startPostgres(config, testLog, { isDurable })
    },
    async stop() {
      await server.close()
      rmSync(config.stateDir, { recursive: true, force: true })
    },
  }
}
