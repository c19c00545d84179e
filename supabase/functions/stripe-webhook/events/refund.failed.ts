import type Stripe from 'stripe'
import { recordRefund } from '../record-refund.ts'

/** The bank refused a refund, perhaps one that Stripe had called done: the money is with the shop again. */
export function onRefundFailed(event: Stripe.RefundFailedEvent): Promise<string> {
  return recordRefund({ eventId: event.id, type: event.type }, event.data.object)
}
