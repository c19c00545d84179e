import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase, testLog } from '../testing.ts'
import { migrate, PROJECT_DIR } from './migrate.ts'

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
