import { loadConfig } from './config.ts'
import { Problem, reasonOf } from './problem.ts'
import { say } from './say.ts'
import { type Supervisor, startSupervisor } from './supervisor.ts'

let supervisor: Supervisor | null = null
let exitCode = 0
let isEnding = false
/** Somebody asked for the end. What breaks while everything is being taken down is then no failure of its own. */
let isAskedFor = false

/** Says what is wrong (a Problem in its own words, a bug with its stack), stops everything, and exits. */
async function end(code: number, error?: unknown): Promise<void> {
  if (isAskedFor) return
  if (error !== undefined) {
    const text =
      error instanceof Problem ? error.message : error instanceof Error ? error.stack : reasonOf(error)
    process.stderr.write(`\n${text}\n`)
    exitCode = 1
  }
  if (isEnding) return
  isEnding = true
  isAskedFor = error === undefined
  exitCode ||= code
  if (error === undefined) say('\nStopping …')
  try {
    await supervisor?.stop()
  } finally {
    process.exit(exitCode)
  }
}

// Who read what we print is gone: that is no reason to fail, and saying so to nobody would fail again, without end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
process.on('uncaughtException', (error) => void end(1, error))
process.on('unhandledRejection', (error) => void end(1, error))
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void end(0))
// Started through scripts/bootstrap.mjs: when that is gone, nobody is left who could stop us.
process.on('disconnect', () => void end(0))
process.channel?.unref()

try {
  const config = loadConfig(process.env)
  const mode = process.argv.includes('--dev') ? 'dev' : 'start'
  supervisor = startSupervisor(config, mode, (problem) => void end(1, problem))
  await supervisor.started
} catch (error) {
  if (!isEnding) await end(1, error)
}
