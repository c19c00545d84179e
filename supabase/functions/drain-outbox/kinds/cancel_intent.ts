import type Stripe from 'stripe'
import { cancelOrder, type News, settleOrder } from '../../_shared/orders.ts'
import { getStripe } from '../../_shared/stripe.ts'
import { type Payload, textOf } from '../payload.ts'

const NEWS: News = { eventId: null, type: 'outbox.cancel_intent' }

/**
 * The time to pay is over: the intent is cancelled at Stripe first, and only then the units go back. When the payment
 * had succeeded meanwhile, the order is completed instead, whether or not its webhook ever comes.
 */
export async function cancelIntent(payload: Payload): Promise<void> {
  const intent = await cancelAtStripe(textOf(payload, 'payment_intent_id'))
  switch (intent.status) {
    case 'canceled':
      await cancelOrder(NEWS, intent)
      return
    case 'succeeded':
      await settleOrder(NEWS, intent)
      return
    default:
      // Between both: the bank is still at it. The row comes again later.
      throw new Error(`The payment is ${intent.status} and cannot be cancelled yet.`)
  }
}

/** The intent after the cancel, or as it is when Stripe refuses to cancel it. */
async function cancelAtStripe(id: string): Promise<Stripe.PaymentIntent> {
  const stripe = getStripe()
  try {
    return await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })
  } catch (error) {
    const code = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : null
    if (code !== 'payment_intent_unexpected_state') throw error
    return await stripe.paymentIntents.retrieve(id)
  }
}
