import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inheritedEnv } from '../../local/environment.ts'
import { lastLine, logFileOf } from '../../local/logs.ts'
import { PROJECT_DIR } from '../../local/postgres/migrate.ts'
import { Problem } from '../../local/problem.ts'
import { spawnGuarded } from '../../local/processes.ts'

const DIR = join(import.meta.dirname, 'tutorial')
const STAMP = join(DIR, '.next', 'bench-build')
const SOURCES = [
  'app/layout.tsx',
  'app/api/claims/route.ts',
  'app/api/claims/claim-one.ts',
  'next.config.ts',
  'tsconfig.json',
  '../../../lib/passes/pass.ts',
  '../../../lib/http/uuid.ts',
  '../../../package-lock.json',
]

/** Builds the tutorial's Next app unless the last build was of the same sources. Throws a Problem when it fails. */
export async function buildTutorial(stateDir: string): Promise<void> {
  const hash = createHash('sha256').update(process.version)
  for (const path of SOURCES) hash.update(path).update(readFileSync(join(DIR, path)))
  const wanted = hash.digest('hex')
  if (
    existsSync(join(DIR, '.next', 'BUILD_ID')) &&
    existsSync(STAMP) &&
    readFileSync(STAMP, 'utf8') === wanted
  )
    return
  const logFile = logFileOf(stateDir, 'tutorial-build')
  const builder = spawnGuarded({
    command: process.execPath,
    args: [join(PROJECT_DIR, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    cwd: DIR,
    env: { ...inheritedEnv(), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stopSignal: 'SIGTERM',
    output: logFile,
  })
  if ((await builder.exited) !== 0) {
    throw new Problem(`The tutorial contestant could not be built${lastLine(logFile)}: see ${logFile}.`)
  }
  mkdirSync(join(DIR, '.next'), { recursive: true })
  writeFileSync(STAMP, wanted)
}
