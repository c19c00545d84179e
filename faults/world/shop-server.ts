import { childrenOf, identityOf, isRunning, signal, waitUntil } from '#local/processes.ts'
import type { Meanwhile } from './round.ts'
import type { ServerKind, ServerProcess } from './server-process.ts'

const DEATH_LIMIT_MS = 5000

/** The whole of server.ts, Next behind the fast lane, by two workers behind one listener. */
export const SHOP: ServerKind = { script: 'server.ts', env: { WEB_WORKERS: '2', HOST: '127.0.0.1' } }

export function workersOf(server: ServerProcess): number[] {
  return childrenOf(server.pid()).toSorted((a, b) => a - b)
}

/** kill -9 of one worker: the process that holds the listener has to notice and start another. */
export async function killWorker(server: ServerProcess, { recorder }: Meanwhile): Promise<void> {
  // The oldest one: phones keep their lines, so it has the most of them.
  const worker = workersOf(server)[0]
  if (worker === undefined) throw new Error('The shop has no worker.')
  recorder.fault(`kill -9 of worker ${worker}`)
  signal(worker, 'SIGKILL')
}

/** kill -9 of the listener's process and of every worker; settles when all of them are gone. */
export async function killShop(server: ServerProcess, { recorder }: Meanwhile): Promise<void> {
  const workers = workersOf(server).map(identityOf)
  recorder.fault('kill -9 of the whole server')
  const killed = server.kill()
  for (const worker of workers) if (worker) signal(worker.pid, 'SIGKILL')
  await killed
  await waitUntil(() => !workers.some((worker) => worker && isRunning(worker)), DEATH_LIMIT_MS)
}
