import type Stripe from 'stripe'
import { callForOutcome } from './database.ts'
import { attemptOf, orderIdOf, ownRefundIdOf } from './stripe.ts'

/** Where a piece of news came from: a webhook's event, whose effect is recorded with its id, or our own question to Stripe. */
export type News = { eventId: string | null; type: string }

/** The money is there. Outcomes: settled, duplicate, already_paid, refund_due, unknown_order, amount_differs. */
export function settleOrder(news: News, intent: Stripe.PaymentIntent): Promise<string> {
  const { latest_charge: charge } = intent
  return callForOutcome('settle_order', {
    p_event_id: news.eventId,
    p_event_type: news.type,
    p_payment_intent_id: intent.id,
    p_amount_cents: intent.amount_received,
    p_currency: intent.currency,
    p_charge_id: typeof charge === 'string' ? charge : (charge?.id ?? null),
    p_order_id: orderIdOf(intent),
  })
}

/**
 * The card of the intent's attempt was declined, another may follow. Outcomes: declined, duplicate, not_paying (also when
 * a later attempt is being paid by now), unknown_order.
 */
export function declineOrder(news: News, intent: Stripe.PaymentIntent): Promise<string> {
  return callForOutcome('decline_order', {
    p_event_id: news.eventId,
    p_event_type: news.type,
    p_payment_intent_id: intent.id,
    p_reason: declineReason(intent),
    p_order_id: orderIdOf(intent),
    p_attempt: attemptOf(intent),
  })
}

/** The intent is dead for good. Outcomes: cancelled, duplicate, already_paid, unknown_order. */
export function cancelOrder(news: News, intent: Stripe.PaymentIntent): Promise<string> {
  return callForOutcome('cancel_order', {
    p_event_id: news.eventId,
    p_event_type: news.type,
    p_payment_intent_id: intent.id,
    p_reason: 'The time to pay ran out.',
    p_order_id: orderIdOf(intent),
  })
}

/** Money went back. Outcomes: refunded, part_refunded, cancelled, duplicate, unknown_order, not_charged. */
export function refundOrder(news: News, refund: Stripe.Refund, intentId: string): Promise<string> {
  return callForOutcome('refund_order', refundArguments(news, refund, intentId))
}

/** A refund that has moved no money yet, or never will. Outcomes: noted, duplicate, unknown_order. */
export function noteRefund(news: News, refund: Stripe.Refund, intentId: string): Promise<string> {
  const hasFailed = refund.status === 'failed' || refund.status === 'canceled'
  return callForOutcome('note_refund', {
    ...refundArguments(news, refund, intentId),
    p_status: hasFailed ? 'failed' : 'pending',
    p_failure: hasFailed ? (refund.failure_reason ?? 'Stripe gives no reason.') : null,
  })
}

function refundArguments(news: News, refund: Stripe.Refund, intentId: string): Record<string, unknown> {
  return {
    p_event_id: news.eventId,
    p_event_type: news.type,
    p_payment_intent_id: intentId,
    p_refund_id: refund.id,
    p_amount_cents: refund.amount,
    p_own_refund_id: ownRefundIdOf(refund),
  }
}

/** Card errors carry words meant for the person who pays; what else Stripe says is meant for developers. */
export function declineReason(intent: Stripe.PaymentIntent): string {
  const error = intent.last_payment_error
  if (error?.type === 'card_error' && error.message) return error.message
  if (error?.code === 'payment_intent_authentication_failure') return 'Your bank did not confirm the payment.'
  return 'The payment did not go through.'
}
