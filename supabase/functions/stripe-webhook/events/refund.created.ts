import type Stripe from 'stripe'
import { recordRefund } from '../record-refund.ts'

/** Refunds made here and those made in Stripe's dashboard arrive the same way. */
export function onRefundCreated(event: Stripe.RefundCreatedEvent): Promise<string> {
  return recordRefund({ eventId: event.id, type: event.type }, event.data.object)
}
