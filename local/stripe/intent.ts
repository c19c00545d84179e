import type Stripe from 'stripe'
import { newId, seconds } from './ids.ts'
import { type ErrorBody, noSuch, StripeProblem } from './problems.ts'
import type { Store, StoredIntent } from './store.ts'

export type NewIntent = Pick<
  Stripe.PaymentIntent,
  | 'amount'
  | 'capture_method'
  | 'currency'
  | 'customer'
  | 'description'
  | 'excluded_payment_method_types'
  | 'metadata'
  | 'payment_method'
  | 'receipt_email'
  | 'setup_future_usage'
  | 'shipping'
  | 'status'
>

/** A PaymentIntent as Stripe answers one that was just created: waiting for a payment method. */
export function newIntent(given: NewIntent): Stripe.PaymentIntent {
  const id = newId('pi')
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { allow_redirects: 'always', enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    client_secret: newId(`${id}_secret`, 25),
    confirmation_method: 'automatic',
    created: seconds(Date.now()),
    customer_account: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    next_action: null,
    on_behalf_of: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    review: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    transfer_data: null,
    transfer_group: null,
    ...given,
  }
}

/** The stored intent of a path or parameter. */
export function requireIntent(
  store: Store,
  id: string,
  param = 'intent',
  status: 400 | 404 = 404,
): StoredIntent {
  const stored = store.tables.intents.get(id)
  if (!stored) throw noSuch('payment_intent', id, param, status)
  return stored
}

/** Writes changed fields of an intent and returns it whole. Intents are replaced, never changed in place: events keep the old one. */
export function changeIntent(
  store: Store,
  stored: StoredIntent,
  change: Partial<Stripe.PaymentIntent>,
  kept: Partial<Omit<StoredIntent, 'intent'>> = {},
): StoredIntent {
  const next = { ...stored, ...kept, intent: { ...stored.intent, ...change } }
  store.put('intents', next.intent.id, next)
  return next
}

/** 400 `payment_intent_unexpected_state`, with the intent as it is, as Stripe sends it. */
export function unexpectedState(intent: Stripe.PaymentIntent, message: string): StripeProblem {
  const body: ErrorBody = {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message,
    payment_intent: intent,
  }
  return new StripeProblem(400, body)
}
