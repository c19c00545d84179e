import type { Logger } from 'pino'
import postgres from 'postgres'
import type { LocalConfig } from './config.ts'
import { reasonOf } from './problem.ts'

/** What `public.tick()` answers; the database's own words. */
type Tick = {
  released: number
  timed_out: number
  offered: number
  outbox_due: number
  push_due: number
  broadcasts: number
}

const TICK_EVERY_MS = 1_000
/** How many claims one tick releases at most; when it did, the next one need not wait. */
const TICK_RELEASES_MAX = 1_000
const DRAIN_TIMEOUT_MS = 30_000

/** Functions that do what is due. They take leases, so asking twice does nothing twice. */
type Worker = 'drain-outbox' | 'send-push'

/** True when it did something, so that there may be more to do. */
async function callWorker(config: LocalConfig, name: Worker): Promise<boolean> {
  const response = await fetch(`${config.urls.api}/functions/v1/${name}`, {
    method: 'POST',
    headers: {
      apikey: config.keys.secretKey,
      authorization: `Bearer ${config.keys.secretKey}`,
      'content-type': 'application/json',
    },
    body: '{}',
    signal: AbortSignal.timeout(DRAIN_TIMEOUT_MS),
  })
  const body = await response.text()
  if (!response.ok) throw new Error(`${name} answered ${response.status}: ${body.slice(0, 300)}`)
  const { done = 0, shards = 0 }: { done?: number; shards?: number } = JSON.parse(body)
  return done + shards > 0
}

/** Logs a failure when it begins and when it is over, not once a second in between. */
function outageLog(log: Logger, what: string): { failed(error: unknown): void; worked(): void } {
  let isDown = false
  return {
    failed(error) {
      if (!isDown) log.warn({ reason: reasonOf(error) }, `${what} fails`)
      isDown = true
    },
    worked() {
      if (isDown) log.info(`${what} works again`)
      isDown = false
    },
  }
}

/**
 * Does what pg_cron and pg_net do on a hosted project: calls `public.tick()` every second, one call at a time, and
 * when outbox rows or pushes are due calls the function that does them. A database or function that is away is asked again
 * a second later.
 */
export async function startScheduler(config: LocalConfig, log: Logger): Promise<{ close(): Promise<void> }> {
  const sql = postgres(config.dbUrl, {
    fetch_types: false, // its failure on a lost connection would reach nobody
    max: 1,
    connect_timeout: 5,
    onnotice: () => undefined,
    connection: { application_name: 'stampede-scheduler', statement_timeout: 10_000 },
  })
  const ticking = outageLog(log, 'tick')
  let isClosing = false
  let wake: () => void = () => undefined
  // Where one has done something, a push that came of it, or the rest of a hundred thousand, need not wait for the next tick.
  const sendPush = worker('send-push', () => sendPush())
  const drainOutbox = worker('drain-outbox', () => sendPush())

  /** Calls a worker unless a call of it is under way, and `then` when it did something. */
  function worker(name: Worker, then: () => void): () => void {
    const outage = outageLog(log, name)
    let isCalled = false
    return () => {
      if (isCalled || isClosing) return
      isCalled = true
      void callWorker(config, name)
        .then((hasWorked) => {
          outage.worked()
          isCalled = false
          if (hasWorked) then()
        }, outage.failed)
        .finally(() => {
          isCalled = false
        })
    }
  }

  /** True when the tick did all it may in one go, so that there may be more. */
  async function tickOnce(): Promise<boolean> {
    try {
      const [row] = await sql<{ tick: Tick }[]>`select public.tick() as tick`
      ticking.worked()
      if (!row) return false
      if (row.tick.outbox_due > 0) drainOutbox()
      if (row.tick.push_due > 0) sendPush()
      return row.tick.released >= TICK_RELEASES_MAX
    } catch (error) {
      ticking.failed(error)
      return false
    }
  }

  async function run(): Promise<void> {
    while (!isClosing) {
      const began = performance.now()
      const hasMore = await tickOnce()
      if (hasMore && !isClosing) continue
      const restMs = Math.max(0, TICK_EVERY_MS - (performance.now() - began))
      if (isClosing) return
      await new Promise<void>((done) => {
        const timer = setTimeout(done, restMs)
        wake = () => {
          clearTimeout(timer)
          done()
        }
      })
    }
  }

  const loop = run()
  return {
    async close() {
      isClosing = true
      wake()
      await sql.end({ timeout: 2 })
      await loop
    },
  }
}
