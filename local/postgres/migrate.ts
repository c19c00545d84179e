import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { Logger } from 'pino'
import postgres, { type Sql } from 'postgres'
import type { LocalConfig } from '../config.ts'
import { Problem, reasonOf } from '../problem.ts'

export const PROJECT_DIR = dirname(dirname(import.meta.dirname))
export const BOOTSTRAP_DIR = join(import.meta.dirname, 'bootstrap')
export const MIGRATIONS_DIR = join(PROJECT_DIR, 'supabase', 'migrations')
export const SEED_FILE = join(PROJECT_DIR, 'supabase', 'seed.sql')

/** The `.sql` files of a folder in the order in which they are applied; none when there is no such folder. */
export function listSqlFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => join(folder, name))
}

/** One connection for a piece of work; always closed after. */
export async function withConnection<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'stampede-setup' },
  })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

export async function runSqlFile(sql: Sql, path: string): Promise<void> {
  try {
    await sql.unsafe(readFileSync(path, 'utf8')).simple()
  } catch (error) {
    throw new Problem(`${path} failed: ${reasonOf(error)}`)
  }
}

/**
 * Brings roles and schemas to where hosted Supabase has them: `bootstrap/*.sql` in file-name order as superuser.
 * Every file is idempotent, because all run at each start: a newer checkout brings an older cluster along.
 */
export async function applyBootstrap(config: LocalConfig, log: Logger): Promise<void> {
  await withConnection(config.adminDbUrl, async (sql) => {
    for (const path of listSqlFiles(BOOTSTRAP_DIR)) {
      await runSqlFile(sql, path)
      log.debug({ path }, 'bootstrap applied')
    }
    // Passwords are of this machine and never in a file of the project. They are letters and digits only.
    await sql.unsafe(`alter role postgres login password '${config.keys.dbPassword}'`)
  })
}

async function listAppliedVersions(sql: Sql): Promise<Set<string>> {
  const [table] = await sql`select to_regclass('supabase_migrations.schema_migrations') as name`
  if (!table?.name) return new Set()
  const rows = await sql<{ version: string }[]>`select version from supabase_migrations.schema_migrations`
  return new Set(rows.map((row) => row.version))
}

function cliProgram(): string {
  const require = createRequire(import.meta.url)
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    return join(
      dirname(require.resolve(`@supabase/cli-${platform}-${process.arch}/package.json`)),
      'bin',
      'supabase',
    )
  } catch {
    throw new Problem(
      'The Supabase CLI is missing among the installed packages: run `npm ci --ignore-scripts` again.',
    )
  }
}

/** Runs the official CLI in the project folder; its output comes back, and is the message when it fails. */
function runCli(args: string[]): Promise<string> {
  return new Promise((settle, fail) => {
    const child = spawn(cliProgram(), args, {
      cwd: PROJECT_DIR,
      env: { ...process.env, SUPABASE_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.once('error', (error) =>
      fail(new Problem(`The Supabase CLI could not be started: ${error.message}`)),
    )
    child.once('close', (code) => {
      if (code === 0) settle(output)
      else
        fail(
          new Problem(
            `A migration failed (\`supabase ${args[0]} ${args[1]}\`): ${output.trim().slice(-2000)}`,
          ),
        )
    })
  })
}

/** Version → hash of the file that was applied; kept beside the database, because the CLI compares versions only. */
function readApplied(path: string): Record<string, string> {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

export type Migrated = {
  applied: number
  /** Files edited after they were applied here: this database does not have what they say now. */
  changed: string[]
}

/** What failed and what to do; `changed`: as in `Migrated`, for what is built on them cannot be applied here. */
export function whyNotMigrated(failure: string, changed: readonly string[]): string {
  if (changed.length === 0) return failure
  const files = changed.length > 3 ? [...changed.slice(0, 3), `${changed.length - 3} more`] : changed
  return (
    `${failure}\n\nThis database was made by an earlier version of this project: ${files.join(', ')} have changed since they were ` +
    `applied here. \`npm run reset\` empties it, with all its sales and orders, and \`npm start\` then makes it anew.`
  )
}

/**
 * Applies the migrations that this database does not have yet, by the official CLI and as role postgres, exactly
 * as `supabase db push` does on a hosted project. Does not start the CLI when there is nothing to apply.
 */
export async function migrate(config: LocalConfig, log: Logger): Promise<Migrated> {
  const files = listSqlFiles(MIGRATIONS_DIR).map((path) => ({
    name: basename(path),
    version: basename(path).split('_', 1)[0] ?? '',
    hash: createHash('sha256').update(readFileSync(path)).digest('hex'),
  }))
  const present = await withConnection(config.dbUrl, listAppliedVersions)
  const pending = files.filter((file) => !present.has(file.version))
  const notePath = join(config.stateDir, 'migrations.json')
  const noted = readApplied(notePath)
  const changed = files.filter((file) => present.has(file.version) && noted[file.version] !== file.hash)
  if (pending.length > 0) {
    const output = await runCli(['db', 'push', '--db-url', config.dbUrl, '--include-all', '--yes']).catch(
      (error: Error) => {
        throw new Problem(
          whyNotMigrated(
            error.message,
            changed.map((file) => file.name),
          ),
        )
      },
    )
    log.debug({ output }, 'migrations applied')
    const fresh = Object.fromEntries(pending.map((file) => [file.version, file.hash]))
    writeFileSync(notePath, JSON.stringify({ ...noted, ...fresh }, null, 2))
  }
  return { applied: pending.length, changed: changed.map((file) => file.name) }
}

/** Runs `supabase/seed.sql` once per content of that file (it is idempotent), as role postgres. */
export async function seed(config: LocalConfig, log: Logger): Promise<{ isNew: boolean }> {
  if (!existsSync(SEED_FILE)) return { isNew: false }
  const hash = createHash('sha256').update(readFileSync(SEED_FILE)).digest('hex')
  return withConnection(config.dbUrl, async (sql) => {
    // The CLI's own table, so that `supabase db push --include-seed` on the same database agrees with us.
    await sql`create table if not exists supabase_migrations.seed_files (path text primary key, hash text not null)`
    const [known] =
      await sql`select 1 from supabase_migrations.seed_files where path = 'supabase/seed.sql' and hash = ${hash}`
    if (known) return { isNew: false }
    await runSqlFile(sql, SEED_FILE)
    await sql`insert into supabase_migrations.seed_files (path, hash) values ('supabase/seed.sql', ${hash})
      on conflict (path) do update set hash = excluded.hash`
    log.debug('seed applied')
    return { isNew: true }
  })
}
