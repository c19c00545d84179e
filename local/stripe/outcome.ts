import type Stripe from 'stripe'
import { AUTHORIZATION_MS, idOf, newCharge } from './charges.ts'
import { openWarning } from './dispute.ts'
import { BY_TIME, type Cause, recordEvent } from './events.ts'
import { changeIntent } from './intent.ts'
import { later } from './later.ts'
import { attach, spend } from './method.ts'
import type { ErrorBody } from './problems.ts'
import type { Store, StoredIntent } from './store.ts'
import { testMethodOf } from './test-payment-methods.ts'

/**
 * The bank said yes: the money has moved, or with manual capture is held until it is captured or seven days are over.
 * The method is saved to the customer when that was asked for, else it is used up.
 */
export function complete(store: Store, stored: StoredIntent, cause: Cause = BY_TIME): StoredIntent {
  const { intent } = stored
  const isHeld = intent.capture_method === 'manual'
  const charge = newCharge(store, intent, { fate: isHeld ? 'authorized' : 'captured' })
  recordEvent(store, 'charge.succeeded', charge, cause)
  const done = changeIntent(store, stored, {
    status: isHeld ? 'requires_capture' : 'succeeded',
    amount_capturable: isHeld ? intent.amount : 0,
    amount_received: isHeld ? 0 : intent.amount,
    latest_charge: charge.id,
    next_action: null,
    last_payment_error: null,
  })
  keepMethod(store, done.intent, cause)
  if (isHeld) later(store, 'expire_authorization', intent.id, AUTHORIZATION_MS)
  recordEvent(
    store,
    isHeld ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded',
    done.intent,
    cause,
  )
  followUp(store, charge)
  return done
}

function keepMethod(store: Store, intent: Stripe.PaymentIntent, cause: Cause): void {
  const id = idOf(intent.payment_method)
  const customer = idOf(intent.customer)
  const stored = id === null ? undefined : store.tables.methods.get(id)
  if (!stored || stored.method.customer !== null) return
  if (customer !== null && intent.setup_future_usage !== null) attach(store, stored, customer, cause)
  else spend(store, stored)
}

/** What the owner of a test card does afterwards: disputes, or has the issuer warn. */
function followUp(store: Store, charge: Stripe.Charge): void {
  const test = testMethodOf(store.tables.methods.get(charge.payment_method ?? '')?.test ?? '')
  if (test?.disputes) later(store, 'dispute', charge.id)
  if (test?.warns) openWarning(store, charge)
}

type Failure = Pick<ErrorBody, 'type' | 'message' | 'decline_code'> & { code: string }

/** The attempt failed and another may follow: back to `requires_payment_method`, with the reason kept on the intent. */
export function fail(
  store: Store,
  stored: StoredIntent,
  failure: Failure,
  cause: Cause = BY_TIME,
): StoredIntent {
  const { code, message, decline_code } = failure
  const charge = newCharge(store, stored.intent, {
    fate: 'failed',
    code,
    message,
    reason: decline_code ?? code,
  })
  recordEvent(store, 'charge.failed', charge, cause)
  const doc_url = `https://docs.stripe.com/error-codes#${code.replaceAll('_', '-')}`
  const failed = changeIntent(store, stored, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    latest_charge: charge.id,
    last_payment_error: { ...failure, charge: charge.id, doc_url },
  })
  recordEvent(store, 'payment_intent.payment_failed', failed.intent, cause)
  return failed
}
