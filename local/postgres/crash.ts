import { childrenOf, identityOf, isRunning, signal, waitUntil } from '../processes.ts'
import type { RunningPostgres } from './cluster.ts'

/** What is killed: the postmaster with every process of it, as when the machine's memory ran out; or one backend. */
export type Crash = 'everything' | 'postmaster' | 'backend'

const DEATH_LIMIT_MS = 10_000

/**
 * kill -9, without goodbye or checkpoint. `everything` and `postmaster` settle when no process is left, and the caller
 * starts the server again; after `backend` Postgres itself throws everybody out and recovers.
 */
export async function crashPostgres(server: RunningPostgres, crash: Crash): Promise<void> {
  const postmaster = identityOf(server.postmasterPid)
  if (!postmaster) throw new Error('Postgres is not running: there is nothing to kill.')
  const children = childrenOf(server.postmasterPid)
    .map(identityOf)
    .filter((child) => child !== null)
  if (crash === 'backend') {
    // The last one made is a client's connection; the first ones are Postgres's own.
    const last = children.toSorted((a, b) => a.pid - b.pid).at(-1)
    if (last) signal(last.pid, 'SIGKILL')
    return
  }
  signal(server.postmasterPid, 'SIGKILL')
  if (crash === 'everything') for (const child of children) signal(child.pid, 'SIGKILL')
  await server.process.exited
  // Backends that were left see that their parent is gone when they next look up; until then none may start.
  const areGone = await waitUntil(() => !children.some(isRunning), DEATH_LIMIT_MS)
  if (!areGone) throw new Error('Processes of the killed Postgres are still running.')
}
