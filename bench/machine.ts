import { spawnSync } from 'node:child_process'
import { cpus, release, totalmem, type } from 'node:os'
import { PROJECT_DIR } from '../local/postgres/migrate.ts'
import type { BenchDatabase } from './database/database.ts'
import type { Machine } from './report/result.ts'

export function describeMachine(database: BenchDatabase, redisVersion: string | null): Machine {
  const cores = cpus()
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()}`,
    node: process.version,
    postgres: database.version,
    redis: redisVersion,
    settings: database.settings,
  }
}

/** The commit that was measured, with `+` when files differ from it; null outside a git checkout. */
export function describeCommit(): string | null {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: PROJECT_DIR, encoding: 'utf8' })
  const head = git('rev-parse', '--short=12', 'HEAD')
  if (head.status !== 0) return null
  // The results of the last run are no change of what was measured.
  const changed = git('status', '--porcelain', '--', '.', ':!bench/results', ':!docs/performance*')
  return `${head.stdout.trim()}${changed.stdout.trim() === '' ? '' : '+'}`
}
