import type Stripe from 'stripe'
import { release } from './capture.ts'
import { confirm, readyToConfirm } from './confirm.ts'
import { recordEvent } from './events.ts'
import type { Form } from './form.ts'
import { seconds } from './ids.ts'
import { changeIntent, newIntent, requireIntent, unexpectedState } from './intent.ts'
import { NOTHING_SET, settable } from './intent-params.ts'
import { answerList, type List } from './list.ts'
import {
  checkParams,
  optionalAmount,
  optionalBoolean,
  optionalCurrency,
  optionalText,
  optionalWord,
  requiredAmount,
  requiredCurrency,
} from './params.ts'
import { invalidParam } from './problems.ts'
import type { Call } from './request.ts'
import {
  CANCEL_INTENT,
  CONFIRM_INTENT,
  CREATE_INTENT,
  LIST_INTENTS,
  RETRIEVE,
  UPDATE_INTENT,
} from './rules.ts'
import { shippingOf } from './shipping.ts'
import type { StoredIntent } from './store.ts'

/** The statuses in which Stripe still lets a payment be changed or cancelled. */
const OPEN = new Set<Stripe.PaymentIntent.Status>([
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
])

const REASONS = [
  'duplicate',
  'fraudulent',
  'requested_by_customer',
  'abandoned',
] as const satisfies Stripe.PaymentIntentCancelParams.CancellationReason[]

/** `POST /v1/payment_intents`, confirmed at once when asked. Nothing is kept of a request whose parameters are wrong. */
export function createIntent(call: Call): Stripe.PaymentIntent {
  const { form, store } = call
  checkParams(form, CREATE_INTENT)
  refuseDisabledMethods(form)
  const confirms = optionalBoolean(form, 'confirm')
  for (const needsConfirm of ['confirmation_token', 'return_url', 'use_stripe_sdk']) {
    if (form[needsConfirm] !== undefined && !confirms) {
      throw invalidParam(
        needsConfirm,
        `${needsConfirm} can only be passed when also setting \`confirm\` to \`true\`.`,
      )
    }
  }
  const [amount, currency] = [requiredAmount(form), requiredCurrency(form)]
  const given = settable(call, NOTHING_SET)
  const intent = newIntent({
    ...given,
    amount,
    currency,
    status: given.payment_method === null ? 'requires_payment_method' : 'requires_confirmation',
  })
  const stored: StoredIntent = { intent, returnUrl: null }
  const ready = confirms ? readyToConfirm(call, stored) : null
  store.put('intents', intent.id, stored)
  recordEvent(store, 'payment_intent.created', intent, call.cause)
  return ready ? confirm(call, stored, ready).intent : intent
}

/** Redirects cannot be switched off here: the sandbox's own challenge is one. */
function refuseDisabledMethods(form: Form): void {
  const automatic = form.automatic_payment_methods
  if (automatic === undefined) return
  if (typeof automatic !== 'string' && automatic.enabled === 'true' && Object.keys(automatic).length === 1)
    return
  throw invalidParam(
    'automatic_payment_methods',
    'This sandbox takes automatic_payment_methods[enabled]=true alone.',
  )
}

export function retrieveIntent({ form, store }: Call, id: string): Stripe.PaymentIntent {
  // A publishable client may read its own intent by secret; a server that sends one wrong is told so.
  const { client_secret: secret, ...rest } = form
  checkParams(rest, RETRIEVE)
  const { intent } = requireIntent(store, id)
  if (secret !== undefined && secret !== intent.client_secret) {
    throw invalidParam('client_secret', 'The client_secret provided does not match this PaymentIntent.')
  }
  return intent
}

export function updateIntent(call: Call, id: string): Stripe.PaymentIntent {
  const { form, store } = call
  checkParams(form, UPDATE_INTENT)
  const stored = requireIntent(store, id)
  const { intent } = stored
  const amount = optionalAmount(form) ?? intent.amount
  const currency = optionalCurrency(form) ?? intent.currency
  const given = settable(call, intent)
  const movesMoney =
    amount !== intent.amount ||
    currency !== intent.currency ||
    given.capture_method !== intent.capture_method ||
    given.payment_method !== intent.payment_method
  if (movesMoney && !OPEN.has(intent.status)) {
    throw unexpectedState(
      intent,
      `This PaymentIntent's amount could not be updated because it has a status of ${intent.status}.`,
    )
  }
  const isReady = intent.status === 'requires_payment_method' && given.payment_method !== null
  const status = isReady ? 'requires_confirmation' : intent.status
  return changeIntent(store, stored, { ...given, amount, currency, status }).intent
}

export function confirmIntent(call: Call, id: string): Stripe.PaymentIntent {
  checkParams(call.form, CONFIRM_INTENT)
  const stored = requireIntent(call.store, id)
  const receipt = optionalText(call.form, 'receipt_email', 800)
  const shipping = shippingOf(call.form)
  const given = {
    ...(receipt ? { receipt_email: receipt } : {}),
    ...(shipping ? { shipping } : {}),
  }
  const ready = readyToConfirm(call, stored)
  return confirm(call, { ...stored, intent: { ...stored.intent, ...given } }, ready).intent
}

/** Cancelling is what makes a payment dead for good: nothing can succeed on a canceled intent. */
export function cancelIntent({ form, store, cause }: Call, id: string): Stripe.PaymentIntent {
  checkParams(form, CANCEL_INTENT)
  const reason = optionalWord(form, 'cancellation_reason', REASONS)
  const stored = requireIntent(store, id)
  if (!OPEN.has(stored.intent.status) && stored.intent.status !== 'requires_capture') {
    throw unexpectedState(
      stored.intent,
      `You cannot cancel this PaymentIntent because it has a status of ${stored.intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.`,
    )
  }
  const released = release(store, stored.intent)
  if (released) recordEvent(store, 'charge.refunded', released, cause)
  const { intent } = changeIntent(store, stored, {
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: seconds(Date.now()),
    cancellation_reason: reason ?? null,
    next_action: null,
  })
  recordEvent(store, 'payment_intent.canceled', intent, cause)
  return intent
}

/** `GET /v1/payment_intents`: the newest first, of one customer when asked. */
export function listIntents({ form, store }: Call): List<Stripe.PaymentIntent> {
  checkParams(form, LIST_INTENTS)
  const customer = optionalText(form, 'customer')
  const rows = [...store.tables.intents.values()].map((stored) => stored.intent)
  return answerList(
    form,
    '/v1/payment_intents',
    'payment_intent',
    rows,
    (intent) => !customer || intent.customer === customer,
  )
}
