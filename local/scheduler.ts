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
  broadcasts: number
}

const TICK_EVERY_MS = 1_000
/** How many claims one tick releases at most; when it did, the next one need not wait. */
const TICK_RELEASES_MAX = 1_000
const DRAIN_TIMEOUT_MS = 30_000

/** Asks the drain-outbox function to do what is due. It takes leases, so asking twice does nothing twice. */
async function drainOutbox(config: LocalConfig): Promise<void> {
  const response = await fetch(`${config.urls.api}/functions/v1/drain-outbox`, {
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
  if (!response.ok) throw new Error(`drain-outbox answered ${response.status}: ${body.slice(0, 300)}`)
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
 * when outbox rows are due calls the function that drains them. A database or function that is away is asked again
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
  const draining = outageLog(log, 'drain-outbox')
  let isClosing = false
  let wake: () => void = () => undefined
  let isDraining = false

  /** True when the tick did all it may in one go, so that there may be more. */
  async function tickOnce(): Promise<boolean> {
    try {
      const [row] = await sql<{ tick: Tick }[]>`select public.tick() as tick`
      ticking.worked()
      if (!row) return false
      if (row.tick.outbox_due > 0 && !isDraining) {
        isDraining = true
        void drainOutbox(config)
          .then(draining.worked, draining.failed)
          .finally(() => {
            isDraining = false
          })
      }
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
