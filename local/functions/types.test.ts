import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { testConfig } from '../testing.ts'
import { denoPath, functionsCommand, listFunctions } from './runner.ts'

const FUNCTIONS_DIR = fileURLToPath(new URL('../../supabase/functions/', import.meta.url))

test('the functions compile as Deno reads them, against the types of their own packages', async () => {
  const config = await testConfig()
  try {
    // Writes the import map that the checker needs, too.
    const { args, cwd, env } = functionsCommand(config)
    const shared = args.filter((arg) => /^--(no-lock|no-config|node-modules-dir|import-map)/.test(arg))
    const files = listFunctions().map((name) => join(FUNCTIONS_DIR, name, 'index.ts'))
    const checked = spawnSync(denoPath(), ['check', '--quiet', ...shared, ...files], {
      cwd,
      env: { ...env, NODE_ENV: 'test' },
      encoding: 'utf8',
    })
    expect(checked.stderr).toBe('')
    expect(checked.status).toBe(0)
  } finally {
    rmSync(config.stateDir, { recursive: true, force: true })
  }
})
