import type Stripe from 'stripe'
import { callDatabase } from '../_shared/database.ts'
import { type News, noteRefund, refundOrder } from '../_shared/orders.ts'

/** Writes a refund down: its money once that is on the way, before and instead of that only that there is one. */
export async function recordRefund(news: News, refund: Stripe.Refund): Promise<string> {
  const intentId =
    typeof refund.payment_intent === 'string' ? refund.payment_intent : refund.payment_intent?.id
  if (intentId) {
    const record = refund.status === 'succeeded' ? refundOrder : noteRefund
    return await record(news, refund, intentId)
  }
  await callDatabase('record_event', { p_event_id: news.eventId, p_event_type: news.type })
  return 'no_money_moved'
}
