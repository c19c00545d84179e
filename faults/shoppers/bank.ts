import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { arrayLiteral } from '#lib/postgres/array-literal.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import type { Outcome } from '../history/history.ts'
import type { Recorder } from '../history/recorder.ts'
import { isUndecided } from './phone.ts'

const DEADLINE_MS = 8000
/** Stripe goes on delivering a webhook for days; we for as long as an outage lasts here. */
const DELIVER_FOR_MS = 30_000
const LEASE_SECONDS = 3
const ADDRESS = { line1: 'Kai 1', postal_code: '20457', city: 'Hamburg', country: 'DE' }

type Intent = { orderId: string; amountCents: number; state: 'open' | 'succeeded' | 'cancelled' }
type OpenedOrder = {
  outcome: string
  order_id: string | null
  attempt: number
  total_cents: string
  payment_intent_id: string | null
}
export type OpenPayment = { intentId: string; orderId: string; attempt: number }

/**
 * The shop's way to pay and the payment provider behind it, in one: it calls the same functions of the database that the
 * server action and the webhook call, in the same order. An intent succeeds or is cancelled, never both: that is what
 * Stripe promises. What it does not promise is when, in which order and how often its webhooks arrive.
 */
export function createBank(sql: Sql, recorder: Recorder) {
  const intents = new Map<string, Intent>()

  /** Asks the database; what is not among `refusals` was done. */
  async function ask(
    who: string,
    action: 'open_order' | 'settle_order' | 'decline_order' | 'cancel_order',
    asked: { orderId?: string; requestId?: string; saleId?: string },
    refusals: readonly string[],
    work: () => PromiseLike<readonly { outcome: string }[]>,
  ): Promise<Outcome> {
    return recorder.ask(who, 'sql', action, asked, async () => {
      const [row] = await withDeadline(action, DEADLINE_MS, work())
      const code = row?.outcome ?? 'nothing'
      return { type: refusals.includes(code) ? 'fail' : 'ok', status: null, code }
    })
  }

  /** Stripe's way with webhooks: until it is told that it was heard. */
  async function deliver(attempt: () => Promise<Outcome>): Promise<Outcome> {
    const deadline = performance.now() + DELIVER_FOR_MS
    for (;;) {
      const outcome = await attempt()
      if (!isUndecided(outcome) || performance.now() > deadline) return outcome
      await pause(200)
    }
  }

  async function openOrder(
    shopperId: string,
    saleId: string,
    requestId: string,
  ): Promise<OpenPayment | null> {
    let row: OpenedOrder | undefined
    await deliver(() =>
      ask(
        shopperId,
        'open_order',
        { requestId, saleId },
        ['nothing_held', 'too_many_attempts', 'invalid'],
        async () => {
          const rows = await sql<OpenedOrder[]>`
          select outcome, order_id, attempt, total_cents, payment_intent_id from open_order(
            ${shopperId}, ${saleId}, ${requestId}, 'ada@shopper.test', 'Ada', ${JSON.stringify(ADDRESS)}::text::jsonb)`
          row = rows[0]
          return rows
        },
      ),
    )
    if (!row?.order_id || row.outcome === 'in_progress') return null
    const intentId = row.payment_intent_id ?? `pi_${row.order_id}`
    try {
      const attached = sql`select attach_intent(${row.order_id}, ${row.attempt}, ${intentId})`
      await withDeadline('attach_intent', DEADLINE_MS, attached)
    } catch {
      // Given up by a twin, or the database is away: an intent the order does not know is never confirmed.
      return null
    }
    const known = intents.get(intentId)
    if (known && known.state !== 'open') return null
    intents.set(intentId, { orderId: row.order_id, amountCents: Number(row.total_cents), state: 'open' })
    return { intentId, orderId: row.order_id, attempt: row.attempt }
  }

  /** The card is charged, unless the intent is over; the webhook says so, `copies` times at once. */
  async function succeed({ intentId, orderId }: OpenPayment, copies: number): Promise<void> {
    const intent = intents.get(intentId)
    if (intent?.state !== 'open') return
    intent.state = 'succeeded'
    const event = `evt_${randomUUID()}`
    const once = () =>
      ask('stripe', 'settle_order', { orderId }, ['unknown_order'], () => {
        return sql<{ outcome: string }[]>`
          select settle_order(${event}, 'payment_intent.succeeded', ${intentId}, ${intent.amountCents}, 'eur', null, ${orderId}) as outcome`
      })
    await Promise.all(Array.from({ length: copies }, () => deliver(once)))
  }

  async function decline({ intentId, orderId, attempt }: OpenPayment): Promise<void> {
    const event = `evt_${randomUUID()}`
    await deliver(() =>
      ask('stripe', 'decline_order', { orderId }, ['unknown_order', 'not_paying'], () => {
        return sql<{ outcome: string }[]>`
          select decline_order(${event}, 'payment_intent.payment_failed', ${intentId}, 'declined', ${orderId}, ${attempt}) as outcome`
      }),
    )
  }

  async function cancel(intentId: string, orderId: string): Promise<void> {
    const intent = intents.get(intentId)
    if (intent?.state === 'succeeded') return
    if (intent) intent.state = 'cancelled'
    const event = `evt_${randomUUID()}`
    await deliver(() =>
      ask('stripe', 'cancel_order', { orderId }, ['unknown_order', 'already_paid'], () => {
        return sql<{ outcome: string }[]>`
          select cancel_order(${event}, 'payment_intent.canceled', ${intentId}, 'The time to pay ran out.', ${orderId}) as outcome`
      }),
    )
  }

  async function cancelQuietly(intentId: string): Promise<void> {
    const event = `evt_${randomUUID()}`
    await sql`select cancel_order(${event}, 'payment_intent.canceled', ${intentId}, 'The time to pay ran out.')`
  }

  async function refund(intentId: string): Promise<void> {
    const cents = intents.get(intentId)?.amountCents ?? 0
    await sql`select refund_order(${`evt_${randomUUID()}`}, 'charge.refunded', ${intentId}, ${`re_${intentId}`}, ${cents})`
  }

  /** Does what is due in the outbox, as the drain-outbox function does. Answers how many rows there were. */
  async function drainOutbox(): Promise<number> {
    type Row = { id: string; kind: string; intent: string | null; order: string }
    const rows = await sql<Row[]>`
      select id, kind, payload ->> 'payment_intent_id' as intent, payload ->> 'order_id' as order
      from take_outbox(500, ${LEASE_SECONDS})`
    // Mails by the thousand are done at once, so that money never waits behind them.
    const mails = rows.filter((row) => row.intent === null).map((row) => row.id)
    if (mails.length > 0) await sql`select finish_outbox(unnest(${arrayLiteral(mails)}::bigint[]))`
    for (const row of rows) {
      if (row.intent === null) continue
      // What an earlier round left behind is done by whoever comes first, and is not of this history.
      if (row.kind === 'cancel_intent' && !intents.has(row.intent)) await cancelQuietly(row.intent)
      else if (row.kind === 'cancel_intent') await cancel(row.intent, row.order)
      if (row.kind === 'refund_payment') await refund(row.intent)
      await sql`select finish_outbox(${row.id})`
    }
    return rows.length
  }

  return { openOrder, succeed, decline, drainOutbox }
}

export type Bank = ReturnType<typeof createBank>

export function pause(durationMs: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.max(0, durationMs)))
}
