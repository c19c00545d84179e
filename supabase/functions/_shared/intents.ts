import type Stripe from 'stripe'
import { askStripe } from './ask-stripe.ts'
import { callForOutcome } from './database.ts'
import { cancelOrder, declineOrder, type News, settleOrder } from './orders.ts'
import { orderIdOf } from './stripe.ts'

/** The bank has promised the money. Outcomes: authorised, void_due, already_paid, duplicate, unknown_order. */
export function authoriseOrder(news: News, intent: Stripe.PaymentIntent): Promise<string> {
  return callForOutcome('authorise_order', {
    p_event_id: news.eventId,
    p_event_type: news.type,
    p_payment_intent_id: intent.id,
    p_amount_cents: intent.amount_capturable,
    p_currency: intent.currency,
    p_order_id: orderIdOf(intent),
  })
}

/**
 * Treats what Stripe says of a payment now exactly as if the webhook of it had come. Answers an outcome in a word;
 * `under_way` when there is nothing to hear yet.
 */
export async function hearIntent(news: News, intent: Stripe.PaymentIntent): Promise<string> {
  switch (intent.status) {
    case 'succeeded':
      return settleOrder(news, intent)
    case 'canceled':
      return cancelOrder(news, intent)
    case 'requires_capture': {
      const outcome = await authoriseOrder(news, intent)
      return outcome === 'void_due' ? hearIntent(news, await cancelAtStripe(intent.id)) : outcome
    }
    case 'requires_payment_method':
      // Without an error nothing was tried yet, or by a request that is still under way.
      return intent.last_payment_error ? declineOrder(news, intent) : 'under_way'
    default:
      return 'under_way'
  }
}

/** Hears how a payment stands. */
export async function lookUpIntent(news: News, intentId: string): Promise<string> {
  return hearIntent(news, await askStripe((stripe) => stripe.paymentIntents.retrieve(intentId)))
}

/** The intent after the cancel, or as it is when Stripe refuses to cancel it. */
export async function cancelAtStripe(id: string): Promise<Stripe.PaymentIntent> {
  try {
    return await askStripe((stripe) => stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' }))
  } catch (error) {
    if (codeOf(error) !== 'payment_intent_unexpected_state') throw error
    return await askStripe((stripe) => stripe.paymentIntents.retrieve(id))
  }
}

/** Stripe's code of an error, null for anything else that was thrown. */
export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : null
}
