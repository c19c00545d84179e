import type Stripe from 'stripe'
import { callForOutcome, getDatabase } from '../../_shared/database.ts'
import { noteRefund, refundOrder } from '../../_shared/orders.ts'
import { listRefunds, makeRefundOnce } from '../../_shared/refunds.ts'
import { ownRefundIdOf } from '../../_shared/stripe.ts'
import { type Payload, textOf } from '../payload.ts'

const TIMEOUT_MS = 10_000
const NEWS = { eventId: null, type: 'outbox.refund_payment' }

/** Stripe will not make this refund however often it is asked, and says so in these words. */
const REFUSALS = new Set([
  'charge_already_refunded',
  'charge_disputed',
  'refund_disputed_payment',
  'resource_missing',
])

/**
 * Gives money of a payment back: an amount that somebody asked for (`refund_id`), or all of it. The key makes a second try the
 * same refund.
 */
export async function refundPayment(payload: Payload): Promise<void> {
  const intentId = textOf(payload, 'payment_intent_id')
  const refundId = 'refund_id' in payload ? textOf(payload, 'refund_id') : null
  // Stripe forgets keys after a day: what was parked and is pressed again then must not be a second refund.
  if (refundId && !(await isPending(refundId))) return
  try {
    const refund = await createRefund(payload, intentId, refundId)
    // One that is pending is written down as such; its webhook tells the rest.
    await (refund.status === 'succeeded' ? refundOrder : noteRefund)(NEWS, refund, intentId)
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === null) throw error
    // Somebody was faster, in Stripe's dashboard perhaps, and its webhook may never come.
    await hearRefusal(intentId, refundId, refusal)
  }
}

function createRefund(payload: Payload, intentId: string, refundId: string | null): Promise<Stripe.Refund> {
  const metadata = { order_id: textOf(payload, 'order_id'), reason: textOf(payload, 'reason') }
  if (refundId === null)
    return makeRefundOnce({ payment_intent: intentId, metadata }, `refund:${intentId}`, () => true)
  const amount = payload.amount_cents
  if (typeof amount !== 'number') throw new Error('The outbox row has no amount_cents.')
  return makeRefundOnce(
    { payment_intent: intentId, amount, metadata: { ...metadata, refund_id: refundId } },
    textOf(payload, 'idempotency_key'),
    (refund) => ownRefundIdOf(refund) === refundId,
  )
}

/** Stripe refused: what it has made of this payment's refunds is believed; one of ours that it has not is refused. */
async function hearRefusal(intentId: string, refundId: string | null, refusal: string): Promise<void> {
  const made = await listRefunds(intentId)
  for (const refund of made)
    await (refund.status === 'succeeded' ? refundOrder : noteRefund)(NEWS, refund, intentId)
  if (refundId && !made.some((refund) => ownRefundIdOf(refund) === refundId))
    await callForOutcome('refuse_refund', { p_refund_id: refundId, p_failure: refusal })
}

async function isPending(refundId: string): Promise<boolean> {
  const { data, error } = await getDatabase()
    .from('refunds')
    .select('status')
    .eq('id', refundId)
    .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
    .single<{ status: string }>()
  if (error) throw new Error(`Refund ${refundId} could not be read: ${error.message}`)
  return data.status === 'pending'
}

/** Stripe's words when it refuses for good; null for what may go better next time. */
function refusalOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  const code = String(Reflect.get(error, 'code') ?? '')
  const isTooMuch =
    Reflect.get(error, 'type') === 'StripeInvalidRequestError' && Reflect.get(error, 'param') === 'amount'
  return REFUSALS.has(code) || isTooMuch ? String(Reflect.get(error, 'message')) : null
}
