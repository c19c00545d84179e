import type Stripe from 'stripe'
import { recordRefund } from '../record-refund.ts'

/** A refund that was pending may be through now. */
export function onRefundUpdated(event: Stripe.RefundUpdatedEvent): Promise<string> {
  return recordRefund({ eventId: event.id, type: event.type }, event.data.object)
}
