import type Stripe from 'stripe'
import { onDisputeClosed } from './events/charge.dispute.closed.ts'
import { onDisputeCreated } from './events/charge.dispute.created.ts'
import { onDisputeUpdated } from './events/charge.dispute.updated.ts'
import { onPaymentCapturable } from './events/payment_intent.amount_capturable_updated.ts'
import { onPaymentCanceled } from './events/payment_intent.canceled.ts'
import { onPaymentFailed } from './events/payment_intent.payment_failed.ts'
import { onPaymentProcessing } from './events/payment_intent.processing.ts'
import { onPaymentSucceeded } from './events/payment_intent.succeeded.ts'
import { onFraudWarning } from './events/radar.early_fraud_warning.created.ts'
import { onRefundCreated } from './events/refund.created.ts'
import { onRefundFailed } from './events/refund.failed.ts'
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
    case 'payment_intent.amount_capturable_updated':
      return () => onPaymentCapturable(event)
    case 'charge.dispute.created':
      return () => onDisputeCreated(event)
    case 'charge.dispute.updated':
      return () => onDisputeUpdated(event)
    case 'charge.dispute.closed':
      return () => onDisputeClosed(event)
    case 'radar.early_fraud_warning.created':
      return () => onFraudWarning(event)
    case 'refund.created':
      return () => onRefundCreated(event)
    case 'refund.updated':
      return () => onRefundUpdated(event)
    case 'refund.failed':
      return () => onRefundFailed(event)
    default:
      return null
  }
}
