import 'server-only'
import type Stripe from 'stripe'
import type { PaymentDeps } from './pay-for-order.ts'

/** Whether the attempt got as far as confirming. When Stripe does not say, it may have. */
export async function needsConfirming(
  { stripe, log }: PaymentDeps,
  orderId: string,
  intentId: string,
): Promise<boolean> {
  try {
    const { status } = requireIntent(await stripe.paymentIntents.retrieve(intentId))
    return status === 'requires_payment_method' || status === 'requires_confirmation'
  } catch (error) {
    log.warn({ err: error, orderId }, 'Stripe did not say how a payment stands')
    return false
  }
}

/** An answer that is not Stripe's (a proxy's, a captive portal's) must not pass for a payment. */
export function requireIntent(intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  if (intent.object !== 'payment_intent' || !intent.id)
    throw new Error('Stripe answered something that is no PaymentIntent.')
  return intent
}
