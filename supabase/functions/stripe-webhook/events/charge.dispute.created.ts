import type Stripe from 'stripe'
import { recordDispute } from '../record-dispute.ts'

/** The card's owner disputes a payment: its money is not ours while that runs. */
export function onDisputeCreated(event: Stripe.ChargeDisputeCreatedEvent): Promise<string> {
  return recordDispute(event)
}
