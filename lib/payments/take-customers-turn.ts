import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from 'postgres'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'

/** How long somebody waits for their kept cards at most, in milliseconds; the page gives up after four seconds. */
const PATIENCE_MS = 2_500

/**
 * Waits for a turn to ask Stripe about customers, shared by all instances. False when it would not come in time: the page
 * then offers what a guest has, and no call is made. Throws when the database does not answer.
 */
export async function takeCustomersTurn(sql: Sql): Promise<boolean> {
  const giveUpAtMs = performance.now() + PATIENCE_MS
  for (;;) {
    const rows = await withDeadline(
      'take_stripe_tokens',
      QUERY_DEADLINE_MS,
      sql<{ wait_ms: number }[]>`select public.take_stripe_tokens('customers') as wait_ms`,
    )
    const waitMs = rows[0]?.wait_ms ?? PATIENCE_MS
    if (waitMs === 0) return true
    // Everybody who waits hears the same time: spread over a little more, they do not come back as one.
    const pauseMs = waitMs * (1 + Math.random() / 2)
    if (performance.now() + pauseMs > giveUpAtMs) return false
    await sleep(pauseMs)
  }
}
