import type Stripe from 'stripe'
import type { NextAction } from './payment.ts'

/** What a PaymentIntent says about the attempt that was just confirmed. */
export type IntentState =
  | { state: 'succeeded' | 'processing' | 'cancelled' | 'unknown' }
  | { state: 'requires_action'; nextAction: NextAction }
  | { state: 'declined'; reason: string }

/** What an error from confirming says. `look`: the intent itself knows, fetch it. `unknown`: the card may have been charged. */
export type ConfirmFailure =
  | { kind: 'declined'; reason: string }
  | { kind: 'refused' }
  | { kind: 'look' }
  | { kind: 'unknown' }

const CARD_NOT_TAKEN = 'This way to pay could not be used.'

/** Reads a PaymentIntent. Statuses are an open list at Stripe: one we do not know is waited for, never guessed. */
export function readIntent(intent: Stripe.PaymentIntent): IntentState {
  switch (intent.status) {
    case 'succeeded':
      return { state: 'succeeded' }
    case 'processing':
    case 'requires_capture':
      return { state: 'processing' }
    case 'requires_action': {
      const nextAction = readNextAction(intent)
      return nextAction ? { state: 'requires_action', nextAction } : { state: 'unknown' }
    }
    case 'requires_payment_method':
      // Without an error nothing was tried yet, or by a request that is still under way.
      return intent.last_payment_error
        ? { state: 'declined', reason: reasonOf(intent.last_payment_error) }
        : { state: 'unknown' }
    case 'canceled':
      return { state: 'cancelled' }
    default:
      return { state: 'unknown' }
  }
}

function readNextAction(intent: Stripe.PaymentIntent): NextAction | null {
  const url = intent.next_action?.redirect_to_url?.url
  if (url) return { type: 'redirect_to_url', url }
  return intent.client_secret ? { type: 'use_stripe_sdk', clientSecret: intent.client_secret } : null
}

/** Card errors carry words meant for the person who pays; what else Stripe says is meant for developers. */
function reasonOf(error: Stripe.PaymentIntent.LastPaymentError): string {
  if (error.type === 'card_error' && error.message) return error.message
  if (error.code === 'payment_intent_authentication_failure') return 'Your bank did not confirm the payment.'
  return CARD_NOT_TAKEN
}

/** Reads what was thrown by confirming. By property, not `instanceof`: there may be two copies of the package. */
export function readConfirmError(error: unknown): ConfirmFailure {
  switch (stripeErrorType(error)) {
    case 'StripeCardError':
      return { kind: 'declined', reason: (error instanceof Error && error.message) || CARD_NOT_TAKEN }
    case 'StripeIdempotencyError':
      // The key was used with another token: this attempt was confirmed before.
      return { kind: 'look' }
    case 'StripeInvalidRequestError':
      return propertyOf(error, 'code') === 'payment_intent_unexpected_state'
        ? { kind: 'look' }
        : { kind: 'declined', reason: CARD_NOT_TAKEN }
    case 'StripeRateLimitError':
    case 'StripeAuthenticationError':
    case 'StripePermissionError':
      return { kind: 'refused' }
    default:
      // Connection lost, timeout, 5xx: the request may have been carried out.
      return { kind: 'unknown' }
  }
}

/** The class name of a Stripe error, null for anything else that was thrown. */
export function stripeErrorType(error: unknown): string | null {
  const type = propertyOf(error, 'type')
  return typeof type === 'string' && type.startsWith('Stripe') ? type : null
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
