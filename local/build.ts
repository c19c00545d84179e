import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from './config.ts'
import { lastLine } from './logs.ts'
import { PROJECT_DIR } from './postgres/migrate.ts'
import { Problem, reasonOf } from './problem.ts'
import { type Guarded, spawnGuarded } from './processes.ts'
import { say } from './say.ts'

/** What the build reads. server.ts is not among them: Node runs it as it is. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'messages',
  'public',
  'scripts/build-shop.ts',
  'scripts/build-worker.ts',
  'service-worker',
  'next.config.ts',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
  'tsconfig.json',
]
const STAMP = join(PROJECT_DIR, '.next', 'stampede-build')
/** Made by the build, from it and for it alone; git does not have it. */
const WORKER = join(PROJECT_DIR, 'public', 'sw.js')

function addTo(hash: ReturnType<typeof createHash>, path: string): void {
  if (!existsSync(path) || path === WORKER) return
  if (!statSync(path).isDirectory()) {
    hash.update(path).update(readFileSync(path))
    return
  }
  for (const name of readdirSync(path).sort()) {
    if (!name.endsWith('.test.ts') && !name.endsWith('.test.tsx')) addTo(hash, join(path, name))
  }
}

/** Changes when anything the build reads changes. */
export function sourceHash(): string {
  const hash = createHash('sha256').update(process.version)
  for (const name of SOURCES) addTo(hash, join(PROJECT_DIR, name))
  return hash.digest('hex')
}

export type Build = { finished: Promise<{ isSkipped: boolean }>; close(): Promise<void> }

/**
 * Builds the shop unless the last build was of the same sources. Prints progress every ten seconds. `finished`
 * rejects with a Problem when the build fails.
 */
export function startBuild(env: Env, logFile: string): Build {
  const hash = sourceHash()
  const isSame = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash
  if (isSame && existsSync(join(PROJECT_DIR, '.next', 'BUILD_ID')) && existsSync(WORKER)) {
    return { finished: Promise.resolve({ isSkipped: true }), close: () => Promise.resolve() }
  }
  try {
    mkdirSync(join(PROJECT_DIR, '.next'), { recursive: true })
    writeFileSync(STAMP, '')
  } catch (error) {
    throw new Problem(
      `${join(PROJECT_DIR, '.next')} cannot be written (${reasonOf(error)}): make it writable for this user.`,
    )
  }
  writeFileSync(logFile, '')
  const builder = spawnGuarded({
    command: process.execPath,
    args: [join(PROJECT_DIR, 'scripts/build-shop.ts')],
    cwd: PROJECT_DIR,
    env: { ...process.env, ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stopSignal: 'SIGTERM',
    output: logFile,
  })
  return { finished: finish(builder, hash, logFile), close: () => builder.stop(3_000) }
}

async function finish(builder: Guarded, hash: string, logFile: string): Promise<{ isSkipped: boolean }> {
  const began = performance.now()
  const progress = setInterval(() => {
    say(`  … building the shop, ${Math.round((performance.now() - began) / 1000)} s`)
  }, 10_000)
  try {
    const code = await builder.exited
    if (code !== 0) throw new Problem(`The shop could not be built${lastLine(logFile)}: see ${logFile}.`)
    writeFileSync(STAMP, hash)
    return { isSkipped: false }
  } finally {
    clearInterval(progress)
  }
}
