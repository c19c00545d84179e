import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { denoPath, FUNCTIONS_DIR, offlineDeno } from './runner.ts'

/**
 * Runs `supabase/functions/**\/*.test.ts` in the Deno that runs the functions, with their packages and types checked. A unit
 * test reaches no network and finds an empty environment, which it may fill. Arguments go to `deno test`; without a path
 * among them, all files are run.
 */
const PROJECT_DIR = fileURLToPath(new URL('../../', import.meta.url))
const stateDir = mkdtempSync(join(tmpdir(), 'stampede-deno-'))
const offline = offlineDeno(stateDir)
const given = process.argv.slice(2)
const hasPath = given.some((argument) => !argument.startsWith('-'))

const child = spawn(
  denoPath(),
  [
    'test',
    ...offline.args.filter((argument) => argument !== '--quiet'),
    offline.allowRead,
    '--allow-env',
    ...given,
    ...(hasPath ? [] : [FUNCTIONS_DIR]),
  ],
  // Next's types make NODE_ENV a must; everything else of ours stays out.
  { cwd: PROJECT_DIR, env: { ...offline.env, NODE_ENV: 'test' }, stdio: 'inherit' },
)
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => child.kill(name))
child.once('error', (error) => {
  process.stderr.write(`Deno could not be started (${error.message}): run \`npm ci\` on this machine.\n`)
  process.exitCode = 127
})
child.once('close', (code) => {
  rmSync(stateDir, { recursive: true, force: true })
  process.exitCode = code ?? 130
})
