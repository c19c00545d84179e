import 'server-only'
import type { Sql } from 'postgres'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'

/** When a sale takes its money: with the payment, or (only promised until then) when the order is shipped. */
export type Capture = 'automatic' | 'at_shipping'

export type Turn =
  | { outcome: 'admitted'; capture: Capture }
  /** `place` 1 is next; `waitSeconds` is about how long it takes until then. */
  | { outcome: 'queued'; place: number; waitSeconds: number }
  /** The attempt is over: declined, timed out, or its place was given up. */
  | { outcome: 'not_paying' }

type Row = {
  outcome: Turn['outcome']
  place: string | null
  wait_seconds: number | null
  capture: Capture | null
}

/**
 * Asks whether it is this attempt's turn to call Stripe: see `ask_to_pay` in the migrations. Safe to repeat, and to be
 * repeated every few seconds while the answer is `queued`. Throws when the database does not answer.
 */
export async function askToPay(sql: Sql, orderId: string, attempt: number): Promise<Turn> {
  const [row] = await withDeadline(
    'ask_to_pay',
    QUERY_DEADLINE_MS,
    sql<Row[]>`select outcome, place, wait_seconds, capture from public.ask_to_pay(${orderId}, ${attempt})`,
  )
  switch (row?.outcome) {
    case 'admitted':
      return { outcome: 'admitted', capture: row.capture ?? 'automatic' }
    case 'queued':
      return { outcome: 'queued', place: Number(row.place), waitSeconds: row.wait_seconds ?? 1 }
    case 'not_paying':
      return { outcome: 'not_paying' }
    default:
      throw new Error('ask_to_pay answered no turn.')
  }
}
