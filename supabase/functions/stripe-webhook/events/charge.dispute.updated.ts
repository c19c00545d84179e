import type Stripe from 'stripe'
import { recordDispute } from '../record-dispute.ts'

/** A dispute moved on; events overtake each other, so the database decides which state holds. */
export function onDisputeUpdated(event: Stripe.ChargeDisputeUpdatedEvent): Promise<string> {
  return recordDispute(event)
}
