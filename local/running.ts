import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalConfig } from './config.ts'
import { codeOf, Problem, reasonOf } from './problem.ts'
import { identityOf, isRunning, type ProcessIdentity, signal, waitUntil } from './processes.ts'

/** What a running supervisor notes in `<stateDir>/running.json`, for status, reset and the next start. */
export type RunningNote = {
  supervisor: ProcessIdentity
  mode: 'start' | 'dev'
  ports: LocalConfig['ports']
  /** Part name → the group of processes that is this part. */
  parts: Record<string, ProcessIdentity>
}

function notePath(stateDir: string): string {
  return join(stateDir, 'running.json')
}

/** The note of this state folder, whether or not what it names still runs; null when there is none. */
function readNote(stateDir: string): RunningNote | null {
  const path = notePath(stateDir)
  if (!existsSync(path)) return null
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Problem(`${path} cannot be read (${reasonOf(error)}): remove that file and try again.`)
  }
}

/** The note of a supervisor that runs now on this state folder, or null. */
export function getRunning(stateDir: string): RunningNote | null {
  const note = readNote(stateDir)
  return note && isRunning(note.supervisor) ? note : null
}

function writeNote(stateDir: string, note: RunningNote): void {
  const path = notePath(stateDir)
  writeFileSync(`${path}.new`, `${JSON.stringify(note, null, 2)}\n`, { mode: 0o644 })
  renameSync(`${path}.new`, path)
}

/** Ends what an earlier supervisor left. Only processes it noted, and only while they are still the same ones. */
async function clearParts(note: RunningNote): Promise<void> {
  const left = () => Object.values(note.parts).filter(isRunning)
  // Each part ends by itself when its supervisor is gone; it gets a moment for that before we insist.
  if (await waitUntil(() => left().length === 0, 5_000)) return
  for (const part of left()) signal(-part.pid, 'SIGKILL')
  if (!(await waitUntil(() => left().length === 0, 5_000))) {
    const pids = left().map((part) => part.pid)
    throw new Problem(
      `Processes of an earlier start do not end: end them with \`kill -9 ${pids.join(' ')}\`.`,
    )
  }
}

export type Claimed = {
  ports(ports: LocalConfig['ports']): void
  note(part: string, identity: ProcessIdentity | null): void
  release(): void
}

/**
 * Makes this process the only supervisor of the state folder and ends what an earlier one left.
 * Throws a Problem when another one runs.
 */
export async function claimStateDir(config: LocalConfig, mode: RunningNote['mode']): Promise<Claimed> {
  const self = identityOf(process.pid)
  if (!self) throw new Error('This process cannot see itself in the process list.')
  const lock = join(config.stateDir, 'supervisor.lock')
  for (;;) {
    try {
      writeFileSync(lock, JSON.stringify(self), { flag: 'wx' })
      break
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw new Problem(`${lock} cannot be written (${reasonOf(error)}).`)
    }
    const holder = readHolder(lock)
    if (holder && isRunning(holder)) {
      throw new Problem(
        `Stampede already runs on ${config.stateDir} (process ${holder.pid}): stop that one first, or start a second ` +
          'one beside it with another STAMPEDE_STATE_DIR and other ports.',
      )
    }
    rmSync(lock, { force: true })
  }
  const earlier = readNote(config.stateDir)
  if (earlier) await clearParts(earlier)
  const current: RunningNote = { supervisor: self, mode, ports: config.ports, parts: {} }
  writeNote(config.stateDir, current)
  return {
    ports(ports) {
      current.ports = ports
      writeNote(config.stateDir, current)
    },
    note(part, identity) {
      if (identity) current.parts[part] = identity
      else delete current.parts[part]
      writeNote(config.stateDir, current)
    },
    release() {
      rmSync(notePath(config.stateDir), { force: true })
      rmSync(lock, { force: true })
    },
  }
}

function readHolder(lock: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(lock, 'utf8'))
  } catch {
    // Gone in between, or torn by a full disk: either way nobody holds it.
    return null
  }
}
