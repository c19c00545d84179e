import type Stripe from 'stripe'
import { callDatabase } from '../_shared/database.ts'
import { lookUpIntent } from '../_shared/intents.ts'
import { type News, noteRefund, refundOrder } from '../_shared/orders.ts'

/** Writes a refund down: its money once that is on the way, before and instead of that only that there is one. */
export async function recordRefund(news: News, refund: Stripe.Refund): Promise<string> {
  const intentId =
    typeof refund.payment_intent === 'string' ? refund.payment_intent : refund.payment_intent?.id
  if (intentId) {
    const record = refund.status === 'succeeded' ? refundOrder : noteRefund
    const outcome = await record(news, refund, intentId)
    if (outcome !== 'not_charged') return outcome
    // It overtook the news of its payment: that is asked for first.
    await lookUpIntent({ eventId: null, type: news.type }, intentId)
    const again = await record(news, refund, intentId)
    if (again === 'not_charged') throw new Error(`The payment of refund ${refund.id} is not known yet.`)
    return again
  }
  await callDatabase('record_event', { p_event_id: news.eventId, p_event_type: news.type })
  return 'no_money_moved'
}
