import 'server-only'
import type { Sql } from 'postgres'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'

/** Remembers which intent pays the order, before any money can move. Throws when the order has another one. */
export async function attachIntent(
  sql: Sql,
  orderId: string,
  attempt: number,
  intentId: string,
): Promise<void> {
  await withDeadline(
    'attach_intent',
    QUERY_DEADLINE_MS,
    sql`select public.attach_intent(${orderId}, ${attempt}, ${intentId})`,
  )
}

/**
 * Puts the claims of a declined attempt back to held, for what was left of their time and at least a minute. When
 * another attempt is being paid by now, its claims stay locked.
 */
export async function declineOrder(
  sql: Sql,
  orderId: string,
  attempt: number,
  intentId: string,
  reason: string,
): Promise<void> {
  await withDeadline(
    'decline_order',
    QUERY_DEADLINE_MS,
    sql`select public.decline_order(null, 'payment_intents.confirm', ${intentId}, ${reason}, ${orderId}, ${attempt})`,
  )
}

/** Why the order's last attempt ended, in words for the shopper; null when nothing was said. */
export async function getDeclineReason(sql: Sql, orderId: string): Promise<string | null> {
  const rows = await withDeadline(
    'decline_reason',
    QUERY_DEADLINE_MS,
    sql<{ reason: string | null }[]>`
      select decline_reason as reason from public.orders where id = ${orderId}`,
  )
  return rows[0]?.reason ?? null
}

/** The same for an attempt that ended before it had an intent. */
export async function abandonAttempt(
  sql: Sql,
  orderId: string,
  attempt: number,
  reason: string,
): Promise<void> {
  await withDeadline(
    'abandon_attempt',
    QUERY_DEADLINE_MS,
    sql`select public.abandon_attempt(${orderId}, ${attempt}, ${reason})`,
  )
}
