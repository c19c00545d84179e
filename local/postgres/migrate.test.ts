import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testLog } from '../testing.ts'
import { migrate, PROJECT_DIR, whyNotMigrated } from './migrate.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
})
afterAll(() => database.stop())

/** The official CLI as somebody at a terminal runs it, with the address that `npm run status` prints. */
function supabase(...args: string[]): string {
  const run = spawnSync('node_modules/.bin/supabase', [...args, '--db-url', database.dbUrl], {
    cwd: PROJECT_DIR,
    encoding: 'utf8',
    env: { ...process.env, SUPABASE_TELEMETRY_DISABLED: '1' },
  })
  return `${run.status} ${run.stdout}${run.stderr}`
}

test('the official CLI agrees that every migration is applied, and has nothing to push', () => {
  expect(supabase('db', 'push', '--dry-run')).toMatch(/^0 [\s\S]*up to date/)
  expect(supabase('migration', 'up')).toMatch(/^0 /)
})

test('migrating again applies nothing', async () => {
  expect(await migrate(database.config, testLog)).toMatchObject({ applied: 0 })
})

test('a database of an earlier version that cannot take what is new names the files, and what to do', async () => {
  const versions = readdirSync(join(PROJECT_DIR, 'supabase/migrations')).map((name) => name.split('_', 1)[0])
  const [first = '', last = ''] = [versions.toSorted().at(0), versions.toSorted().at(-1)]
  const sql = postgres(database.config.dbUrl, { max: 1, onnotice: () => {} })
  // What the last one makes is there already, so it cannot be applied.
  await sql`delete from supabase_migrations.schema_migrations where version = ${last}`
  await sql.end()
  writeFileSync(join(database.config.stateDir, 'migrations.json'), JSON.stringify({ [first]: 'another' }))
  const failure = expect.stringMatching(
    new RegExp(`^A migration failed[^]*earlier version of this project: ${first}_[^]*npm run reset`),
  )
  await expect(migrate(database.config, testLog)).rejects.toMatchObject({ message: failure })
})

test('a failure that no older file explains is told as it is', () => {
  expect(whyNotMigrated('A migration failed.', [])).toBe('A migration failed.')
  const many = whyNotMigrated('A migration failed.', ['a.sql', 'b.sql', 'c.sql', 'd.sql', 'e.sql'])
  expect(many).toContain('a.sql, b.sql, c.sql, 2 more have changed')
})
