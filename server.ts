import cluster from 'node:cluster'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { availableParallelism } from 'node:os'
import { type Env, getEnv } from '#lib/env.ts'
import { refuseBrokenRequest } from '#lib/http/broken-request.ts'
import { createFastLane } from '#lib/http/fast-lane.ts'
import { listen } from '#lib/http/listen.ts'
import { getLog } from '#lib/http/log.ts'
import { loadNext } from '#lib/http/next-server.ts'
import { onShutdown } from '#lib/http/shutdown.ts'
import { showSigns } from '#lib/http/worker-process.ts'
import { runWorkers, workersFor } from '#lib/http/workers.ts'
import { createOwnPages } from '#lib/pages/own-pages.ts'
import { createPublicPages } from '#lib/pages/shop-pages.ts'
import { checkPushEnv } from '#lib/push/check-env.ts'
import { checkStripeEnv } from '#lib/stripe/check-env.ts'
import { sampleDatabaseClock } from '#lib/time/database-clock.ts'

const isDev = process.argv.includes('--dev') || process.env.NODE_ENV === 'development'

/** The shop, by one process or by several behind one listener. `--dev` compiles pages as they are asked for, in one. */
async function main(): Promise<void> {
  const env = getEnv()
  checkStripeEnv(env)
  if (cluster.isPrimary) checkPushEnv(env)
  const workers = isDev ? 1 : workersFor(env.webWorkers, availableParallelism())
  if (workers > 1 && cluster.isPrimary) process.exit(await runWorkers(workers))
  await serve(env)
}

/** The fast lane first, then the pages that are the same for everybody, then Next. */
async function serve(env: Env): Promise<void> {
  const fastLane = createFastLane()
  const next = await loadNext({ isDev, hostname: env.host, port: env.port })

  // While developing every page is of this moment.
  const publicPages = isDev ? () => false : createPublicPages(next)
  const ownPages = isDev ? () => false : createOwnPages(next)

  const server = createServer(
    {
      // A request has this long to arrive as a whole; both are far beyond what a phone on a bad line needs.
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 2000,
      // Longer than the usual proxy in front keeps a connection, so that it is the proxy that closes.
      keepAliveTimeout: 75_000,
    },
    (request, response) => {
      if (fastLane(request, response) || publicPages(request, response) || ownPages(request, response)) return
      next.handle(request, response)
    },
  )
  // While developing, Next listens for upgrades itself, from its first request on: pages renew themselves by it.
  if (!isDev) server.on('upgrade', (_request, socket) => socket.destroy())
  server.on('clientError', refuseBrokenRequest)
  onShutdown(server, next.close)

  await sampleDatabaseClock()
  const port = await listen(server, env.port, env.host)
  if (cluster.isWorker) showSigns()
  getLog().info({ port, isDev, pid: process.pid }, 'the shop is open')
  await once(server, 'close')
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
