import type Stripe from 'stripe'
import { askStripe } from '../../_shared/ask-stripe.ts'
import { codeOf, hearIntent } from '../../_shared/intents.ts'
import { type Payload, textOf } from '../payload.ts'

/**
 * The order is being shipped: the money its bank has promised is taken. Asking again after a lost answer finds that it
 * was taken; when the promise had ended, the order hears that instead.
 */
export async function capturePayment(payload: Payload): Promise<void> {
  const intent = await captureAtStripe(textOf(payload, 'payment_intent_id'))
  if (intent.status !== 'succeeded' && intent.status !== 'canceled')
    throw new Error(`The payment is ${intent.status} and cannot be captured.`)
  await hearIntent({ eventId: null, type: 'outbox.capture_payment' }, intent)
}

async function captureAtStripe(id: string): Promise<Stripe.PaymentIntent> {
  try {
    return await askStripe((stripe) => stripe.paymentIntents.capture(id))
  } catch (error) {
    if (codeOf(error) !== 'payment_intent_unexpected_state') throw error
    return await askStripe((stripe) => stripe.paymentIntents.retrieve(id))
  }
}
