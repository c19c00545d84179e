import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stateDirOf } from './config.ts'
import { clearLeftover } from './postgres/leftover.ts'
import { Problem, reasonOf } from './problem.ts'
import { getRunning } from './running.ts'
import { say } from './say.ts'

/** What a state folder holds. Reset removes nothing else: somebody may have pointed it at a folder of theirs. */
const OURS = new Set([
  '.writable',
  'chromium',
  'functions',
  'inbox',
  'keys.json',
  'logs',
  'migrations.json',
  'postgres',
  'postgres-home',
  'realtime',
  'running.json',
  'running.json.new',
  'storage',
  'stripe',
  'supervisor.lock',
])

/** Postgres lives elsewhere when root's state folder is closed to others; see `openHome`. */
function postgresFolder(stateDir: string): string {
  const note = join(stateDir, 'postgres-home')
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : join(stateDir, 'postgres')
}

async function main(): Promise<void> {
  const stateDir = stateDirOf(process.env)
  if (!existsSync(stateDir)) {
    say(`${stateDir} does not exist: there is nothing to reset.`)
    return
  }
  const running = getRunning(stateDir)
  if (running) {
    throw new Problem(
      `Stampede is running on ${stateDir} (process ${running.supervisor.pid}): stop it with Ctrl-C first, then reset.`,
    )
  }
  const names = readdirSync(stateDir)
  const foreign = names.filter((name) => !OURS.has(name))
  const database = postgresFolder(stateDir)
  await clearLeftover(join(database, 'data'))
  try {
    rmSync(database, { recursive: true, force: true })
    for (const name of names)
      if (OURS.has(name)) rmSync(join(stateDir, name), { recursive: true, force: true })
    if (foreign.length === 0) rmSync(stateDir, { recursive: true })
  } catch (error) {
    throw new Problem(
      `${stateDir} could not be emptied (${reasonOf(error)}): reset as the user who started it.`,
    )
  }
  say(`${stateDir} is empty: the next \`npm start\` begins with fresh keys, database and demo data.`)
  if (foreign.length > 0) say(`Left alone, because they are not ours: ${foreign.join(', ')}.`)
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`)
  process.exitCode = 1
}
