import type Stripe from 'stripe'
import { callDatabase } from '../_shared/database.ts'
import { type News, refundOrder } from '../_shared/orders.ts'

/** Writes a refund down once its money is on the way; one that is pending or failed moves nothing yet. */
export async function recordRefund(news: News, refund: Stripe.Refund): Promise<string> {
  const intentId =
    typeof refund.payment_intent === 'string' ? refund.payment_intent : refund.payment_intent?.id
  if (refund.status === 'succeeded' && intentId) return await refundOrder(news, refund, intentId)
  await callDatabase('record_event', { p_event_id: news.eventId, p_event_type: news.type })
  return 'no_money_moved'
}
