import 'server-only'
import type { Sql } from 'postgres'
import { DEFAULT_LANGUAGE, type Language } from '#lib/languages/languages.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'
import type { OrderStatus } from './order-status.ts'

/** Who pays and where the parcel goes; `country` is ISO 3166-1 alpha-2. */
export type Delivery = { email: string; name: string; address: Address }
export type Address = { line1: string; line2: string; postalCode: string; city: string; country: string }

/** One attempt to pay an order. Money in minor units of `currency` (upper case ISO 4217). */
export type Attempt = {
  orderId: string
  attempt: number
  totalCents: number
  currency: string
  paymentIntentId: string | null
  status: OrderStatus
}

export type OpenOrder =
  | ({ outcome: 'opened' | 'repeated' } & Attempt)
  | { outcome: 'in_progress'; orderId: string }
  | { outcome: 'nothing_held' | 'too_many_attempts' | 'slow_down' | 'invalid' }

type Row = {
  outcome: OpenOrder['outcome']
  order_id: string | null
  attempt: number | null
  total_cents: string | null
  currency: string | null
  payment_intent_id: string | null
  status: OrderStatus | null
}

/**
 * Makes the shopper's held claims in a sale an order being paid, whose mails are written in `language`: see `open_order` in the migrations for the outcomes.
 * Safe to repeat with the same request id. Throws when the database does not answer.
 */
export async function openOrder(
  sql: Sql,
  shopperId: string,
  saleId: string,
  requestId: string,
  delivery: Delivery,
  addressKey: string | null = null,
  language: Language = DEFAULT_LANGUAGE,
): Promise<OpenOrder> {
  const rows = await withDeadline(
    'open_order',
    QUERY_DEADLINE_MS,
    sql<Row[]>`
      select outcome, order_id, attempt, total_cents, currency, payment_intent_id, status
      from public.open_order(
        ${shopperId}, ${saleId}, ${requestId}, ${delivery.email}, ${delivery.name}, ${sql.json(delivery.address)},
        ${addressKey}, ${language}
      )`,
  )
  const row = rows[0]
  if (!row) throw new Error('open_order answered no row.')
  return readRow(row)
}

function readRow(row: Row): OpenOrder {
  const { outcome } = row
  if (
    outcome === 'nothing_held' ||
    outcome === 'too_many_attempts' ||
    outcome === 'slow_down' ||
    outcome === 'invalid'
  )
    return { outcome }
  if (row.order_id === null || row.attempt === null || row.currency === null || row.status === null) {
    throw new Error(`open_order answered ${outcome} without its order.`)
  }
  if (outcome === 'in_progress') return { outcome, orderId: row.order_id }
  return {
    outcome,
    orderId: row.order_id,
    attempt: row.attempt,
    totalCents: Number(row.total_cents),
    currency: row.currency,
    paymentIntentId: row.payment_intent_id,
    status: row.status,
  }
}
