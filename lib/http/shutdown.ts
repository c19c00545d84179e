import cluster from 'node:cluster'
import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { getClaimBatcher } from '#lib/claims/claim-stock.ts'
import { getRefusalCounts } from '#lib/claims/refusal-counts.ts'
import { getLog } from '#lib/http/log.ts'
import { getEventQueue } from '#lib/insight/event-queue.ts'
import { closePool } from '#lib/postgres/pool.ts'
import { getLineBatcher } from '#lib/waits/join-line.ts'

/** After this the process ends, finished or not: whoever stops us waits about that long before insisting. */
const SHUTDOWN_LIMIT_MS = 10_000
const POOL_CLOSE_SECONDS = 2

/**
 * Ends the process in good order on SIGTERM, on SIGINT, and when the process that forked us is gone: no new
 * connections, every claim and every place in line that was taken is decided and answered, then Next and the pool are closed.
 */
export function onShutdown(server: Server, closeNext: () => Promise<void>): void {
  let isStopping = false
  const upgraded = new Set<Duplex>()
  server.on('upgrade', (_request, socket: Duplex) => {
    upgraded.add(socket)
    socket.on('close', () => upgraded.delete(socket))
  })
  const stop = (why: string) => {
    if (isStopping) return
    isStopping = true
    getLog().info({ why }, 'the shop is closing')
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref()
    // A page that renews itself while developing holds such a line open for as long as it is shown.
    for (const socket of upgraded) socket.destroy()
    void finish(server, closeNext).then(
      () => process.exit(0),
      (error: unknown) => {
        getLog().error({ err: error }, 'the shop did not close in good order')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  onParentGone(() => stop('the parent is gone'))
}

/** Whoever forked us, be it the primary of several workers, has ended or let go of us. */
function onParentGone(task: () => void): void {
  const { worker } = cluster
  if (worker) {
    worker.on('disconnect', () => {
      // Node would end the process with the next line of its own, in the middle of what it has to answer.
      worker.exitedAfterDisconnect = true
      task()
    })
  } else if (process.channel) process.on('disconnect', task)
}

async function finish(server: Server, closeNext: () => Promise<void>): Promise<void> {
  // A phone that keeps its line open would send the next request down it: each answer now says that it closes.
  server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'))
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // What is under way is answered first; a kept-alive line without a request would hold the door open for ever.
  server.closeIdleConnections()
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  await Promise.all([getClaimBatcher().flush(), getLineBatcher().flush()])
  await closed
  clearInterval(idle)
  await Promise.all([getRefusalCounts().flush(), getEventQueue().flush()])
  await closeNext()
  await closePool(POOL_CLOSE_SECONDS)
}
