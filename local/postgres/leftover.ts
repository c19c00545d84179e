import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '../problem.ts'
import { identityOf, isRunning, signal, waitUntil } from '../processes.ts'

/** True when process `pid` is a Postgres on this very data folder: every one has it as its working folder. */
function servesFolder(pid: number, dataDir: string): boolean {
  try {
    return realpathSync(readlinkSync(`/proc/${pid}/cwd`)) === realpathSync(dataDir)
  } catch {
    // Not ours to look at, or gone: then it is not the server we started.
    return false
  }
}

/**
 * Clears what a killed supervisor or machine left: stops a postmaster that still serves the folder, and removes a
 * `postmaster.pid` whose number now belongs to some other program (Postgres would refuse to start because of it).
 * A pid file of a dead process stays: Postgres reads in it which shared memory to check, then recovers by itself.
 */
export async function clearLeftover(dataDir: string): Promise<void> {
  const path = join(dataDir, 'postmaster.pid')
  if (!existsSync(path)) return
  const pid = Number.parseInt(readFileSync(path, 'utf8'), 10)
  const identity = pid > 1 ? identityOf(pid) : null
  if (!identity) return
  if (!servesFolder(pid, dataDir)) {
    rmSync(path, { force: true })
    return
  }
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signal(pid, name)
    if (await waitUntil(() => !isRunning(identity), 10_000)) return
  }
  throw new Problem(
    `A Postgres left from an earlier start (process ${pid}) does not end: end it with \`kill -9 ${pid}\`.`,
  )
}
