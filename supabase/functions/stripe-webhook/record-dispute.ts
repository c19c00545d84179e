import type Stripe from 'stripe'
import { callDatabase, callForOutcome } from '../_shared/database.ts'

type DisputeEvent =
  | Stripe.ChargeDisputeCreatedEvent
  | Stripe.ChargeDisputeUpdatedEvent
  | Stripe.ChargeDisputeClosedEvent

/** Writes a dispute's state down. Outcomes: flagged, known, duplicate, unknown_order, no_payment. */
export async function recordDispute(event: DisputeEvent): Promise<string> {
  const dispute = event.data.object
  const { payment_intent: intent } = dispute
  const intentId = typeof intent === 'string' ? intent : intent?.id
  if (!intentId) return await ignore(event)
  return await callForOutcome('record_dispute', {
    p_event_id: event.id,
    p_event_type: event.type,
    p_payment_intent_id: intentId,
    p_dispute_id: dispute.id,
    p_state: dispute.status,
    p_reason: dispute.reason,
    p_amount_cents: dispute.amount,
    p_at: new Date(event.created * 1000).toISOString(),
  })
}

/** All of our charges come from intents; one without is somebody else's on the same account. */
async function ignore(event: DisputeEvent): Promise<string> {
  await callDatabase('record_event', { p_event_id: event.id, p_event_type: event.type })
  return 'no_payment'
}
