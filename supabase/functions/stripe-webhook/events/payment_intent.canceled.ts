import type Stripe from 'stripe'
import { cancelOrder } from '../../_shared/orders.ts'

/** Cancelled, by us or in Stripe's dashboard: it can never succeed, so the units may go back. */
export function onPaymentCanceled(event: Stripe.PaymentIntentCanceledEvent): Promise<string> {
  return cancelOrder({ eventId: event.id, type: event.type }, event.data.object)
}
