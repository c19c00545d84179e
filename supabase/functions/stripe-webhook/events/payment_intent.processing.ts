import type Stripe from 'stripe'
import { callDatabase } from '../../_shared/database.ts'

/** The bank takes its time. The claims are locked already and stay so; only the event is remembered. */
export async function onPaymentProcessing(event: Stripe.PaymentIntentProcessingEvent): Promise<string> {
  const isNew = await callDatabase('record_event', { p_event_id: event.id, p_event_type: event.type })
  return isNew ? 'processing' : 'duplicate'
}
