import type Stripe from 'stripe'
import { onPaymentCanceled } from './events/payment_intent.canceled.ts'
import { onPaymentFailed } from './events/payment_intent.payment_failed.ts'
import { onPaymentProcessing } from './events/payment_intent.processing.ts'
import { onPaymentSucceeded } from './events/payment_intent.succeeded.ts'
import { onRefundCreated } from './events/refund.created.ts'
import { onRefundUpdated } from './events/refund.updated.ts'

/** What to do about an event, answering an outcome in a word; null for the types we have no use for. */
export function handlerOf(event: Stripe.Event): (() => Promise<string>) | null {
  switch (event.type) {
    case 'payment_intent.succeeded':
      return () => onPaymentSucceeded(event)
    case 'payment_intent.payment_failed':
      return () => onPaymentFailed(event)
    case 'payment_intent.canceled':
      return () => onPaymentCanceled(event)
    case 'payment_intent.processing':
      return () => onPaymentProcessing(event)
    case 'refund.created':
      return () => onRefundCreated(event)
    case 'refund.updated':
      return () => onRefundUpdated(event)
    default:
      return null
  }
}
