import type Stripe from 'stripe'
import { hearIntent } from '../../_shared/intents.ts'

/** The bank has promised the money of a sale that takes it at shipping: the order is paid for as far as units go. */
export function onPaymentCapturable(
  event: Stripe.PaymentIntentAmountCapturableUpdatedEvent,
): Promise<string> {
  return hearIntent({ eventId: event.id, type: event.type }, event.data.object)
}
