import type Stripe from 'stripe'
import { changeCharge, idOf } from './charges.ts'
import { BY_TIME, recordEvent } from './events.ts'
import { newId, seconds } from './ids.ts'
import { changeIntent, requireIntent, unexpectedState } from './intent.ts'
import { checkParams, mergeMetadata, optionalInteger } from './params.ts'
import { invalidParam } from './problems.ts'
import type { Call } from './request.ts'
import { CAPTURE_INTENT } from './rules.ts'
import type { Store, StoredIntent } from './store.ts'

/**
 * `POST /v1/payment_intents/:id/capture`: takes what an authorization holds, all of it or less, once; the rest is let go
 * (https://docs.stripe.com/api/payment_intents/capture).
 */
export function captureIntent({ form, store, cause }: Call, id: string): Stripe.PaymentIntent {
  checkParams(form, CAPTURE_INTENT)
  const stored = requireIntent(store, id)
  const { intent } = stored
  const asked = optionalInteger(form, 'amount_to_capture')
  if (asked !== undefined && asked < 1) {
    throw invalidParam(
      'amount_to_capture',
      'This value must be greater than or equal to 1.',
      'parameter_invalid_integer',
    )
  }
  if (intent.status !== 'requires_capture') {
    throw unexpectedState(
      intent,
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
    )
  }
  const amount = asked ?? intent.amount_capturable
  if (amount > intent.amount_capturable) {
    throw invalidParam(
      'amount_to_capture',
      `The requested amount to capture (${amount}) is greater than the amount you can capture (${intent.amount_capturable}) for this charge.`,
      'amount_too_large',
    )
  }
  const charge = changeCharge(store, idOf(intent.latest_charge) ?? '', {
    captured: true,
    amount_captured: amount,
    balance_transaction: newId('txn'),
  })
  recordEvent(store, 'charge.captured', charge, cause)
  const captured = changeIntent(store, stored, {
    status: 'succeeded',
    amount_capturable: 0,
    amount_received: amount,
    metadata: mergeMetadata(form, intent.metadata),
  })
  recordEvent(store, 'payment_intent.succeeded', captured.intent, cause)
  return captured.intent
}

/** What an authorization held is free again: nothing was taken, and nothing can be. */
export function release(store: Store, intent: Stripe.PaymentIntent): Stripe.Charge | null {
  const id = idOf(intent.latest_charge)
  if (intent.status !== 'requires_capture' || id === null) return null
  return changeCharge(store, id, { refunded: true, amount_refunded: intent.amount_capturable })
}

/** Seven days have passed, or somebody at the sandbox's page says so: the payment is over, and no money was taken. */
export function expireAuthorization(store: Store, stored: StoredIntent): void {
  const charge = release(store, stored.intent)
  const { intent } = changeIntent(store, stored, {
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: seconds(Date.now()),
    cancellation_reason: 'automatic',
  })
  if (charge) recordEvent(store, 'charge.expired', charge, BY_TIME)
  recordEvent(store, 'payment_intent.canceled', intent, BY_TIME)
}
