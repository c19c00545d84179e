import type Stripe from 'stripe'
import { askStripe } from '../../_shared/ask-stripe.ts'
import { callDatabase } from '../../_shared/database.ts'
import { declineOrder } from '../../_shared/orders.ts'

/**
 * An attempt failed. Events overtake each other, so the intent is asked how it stands now: the next attempt may be
 * under way already, or even through, and its claims must stay locked.
 */
export async function onPaymentFailed(event: Stripe.PaymentIntentPaymentFailedEvent): Promise<string> {
  const failed = event.data.object
  const now = await askStripe((stripe) => stripe.paymentIntents.retrieve(failed.id))
  const isSameAttempt = now.metadata.attempt === failed.metadata.attempt
  if (now.status !== 'requires_payment_method' || !isSameAttempt) {
    await callDatabase('record_event', { p_event_id: event.id, p_event_type: event.type })
    return 'out_of_date'
  }
  return declineOrder({ eventId: event.id, type: event.type }, failed)
}
