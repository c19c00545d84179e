import type Stripe from 'stripe'
import { callDatabase, callForOutcome } from '../../_shared/database.ts'

/** The card's bank suspects fraud: a dispute will follow unless the money goes back first. */
export async function onFraudWarning(event: Stripe.RadarEarlyFraudWarningCreatedEvent): Promise<string> {
  const warning = event.data.object
  const { payment_intent: intent } = warning
  const intentId = typeof intent === 'string' ? intent : intent?.id
  if (!intentId) {
    await callDatabase('record_event', { p_event_id: event.id, p_event_type: event.type })
    return 'no_payment'
  }
  return await callForOutcome('record_fraud_warning', {
    p_event_id: event.id,
    p_event_type: event.type,
    p_payment_intent_id: intentId,
    p_warning_id: warning.id,
    p_is_actionable: warning.actionable,
    p_reason: warning.fraud_type,
    p_at: new Date(event.created * 1000).toISOString(),
  })
}
