import type Stripe from 'stripe'
import { recordDispute } from '../record-dispute.ts'

/** A dispute is over: won (the money is back), lost, or an inquiry that came to nothing. */
export function onDisputeClosed(event: Stripe.ChargeDisputeClosedEvent): Promise<string> {
  return recordDispute(event)
}
