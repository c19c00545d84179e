import type Stripe from 'stripe'
import { settleOrder } from '../../_shared/orders.ts'

/** Paid. Nothing can come after this that would make it untrue, so the event is believed as it is. */
export function onPaymentSucceeded(event: Stripe.PaymentIntentSucceededEvent): Promise<string> {
  return settleOrder({ eventId: event.id, type: event.type }, event.data.object)
}
