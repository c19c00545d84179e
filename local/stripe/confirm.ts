import type Stripe from 'stripe'
import { idOf } from './charges.ts'
import { recordEvent } from './events.ts'
import { changeIntent, unexpectedState } from './intent.ts'
import { later } from './later.ts'
import { newMethod, requireMethod } from './method.ts'
import { complete, fail } from './outcome.ts'
import { CAPTURE_METHODS, optionalBoolean, optionalText, optionalWord, SETUP_USAGES } from './params.ts'
import { spentMethod } from './payment-methods.ts'
import { invalidParam, noSuch, StripeProblem } from './problems.ts'
import type { Call } from './request.ts'
import type { StoredIntent, StoredMethod, StoredToken } from './store.ts'
import { type Behaviour, testMethodOf } from './test-payment-methods.ts'

/** What a confirmation needs, checked before anything is written: a refused request leaves no trace. */
export type Ready = {
  token: StoredToken | null
  /** The id of a method that is there, or the name of a test payment method that one is made of. */
  methodId: string | null
  returnUrl: string
  /** Whether Stripe.js is on the page and shows a challenge itself. */
  usesSdk: boolean
  change: Partial<Stripe.PaymentIntent>
}

/** Throws 400 when the intent cannot be confirmed now, or the way to pay or return URL is not one to confirm it with. */
export function readyToConfirm(call: Call, stored: StoredIntent): Ready {
  const { form } = call
  const { intent } = stored
  if (intent.status !== 'requires_payment_method' && intent.status !== 'requires_confirmation') {
    throw unexpectedState(
      intent,
      `This PaymentIntent's status is ${intent.status}, so it cannot be confirmed.`,
    )
  }
  const token = takeToken(call, intent.id)
  const methodId =
    token?.methodId ?? (token ? null : (optionalText(form, 'payment_method') ?? idOf(intent.payment_method)))
  if (methodId !== null) checkMethod(call, methodId, idOf(intent.customer))
  else if (!token) {
    throw unexpectedState(
      intent,
      'You cannot confirm this PaymentIntent because it is missing a payment method. To confirm the PaymentIntent, specify a payment method attached to this customer along with the customer ID.',
    )
  }
  const returnUrl = optionalText(form, 'return_url') ?? token?.token.return_url ?? stored.returnUrl
  if (!returnUrl || !/^https?:/.test(returnUrl) || !URL.canParse(returnUrl)) {
    throw invalidParam(
      'return_url',
      'Some payment methods redirect your customer, so you must provide a `return_url` that is an absolute URL.',
    )
  }
  const usage = optionalWord(form, 'setup_future_usage', SETUP_USAGES) ?? token?.token.setup_future_usage
  const capture = optionalWord(form, 'capture_method', CAPTURE_METHODS)
  return {
    token,
    methodId,
    returnUrl,
    usesSdk: optionalBoolean(form, 'use_stripe_sdk'),
    change: {
      ...(usage ? { setup_future_usage: usage } : {}),
      ...(capture ? { capture_method: capture } : {}),
    },
  }
}

/** A method of a customer pays for that customer alone, one that was used without a customer for nothing more. */
function checkMethod({ store }: Call, id: string, customer: string | null): void {
  if (testMethodOf(id)) return
  const { method, isSpent } = requireMethod(store, id, 'payment_method', 400)
  if (isSpent) throw spentMethod()
  if (method.customer === null || method.customer === customer) return
  throw invalidParam(
    'payment_method',
    customer === null
      ? 'The provided PaymentMethod cannot be attached. To reuse a PaymentMethod, you must attach it to a Customer first.'
      : `The PaymentMethod ${id} does not belong to the Customer you supplied ${customer}. Please use this PaymentMethod with the Customer that it belongs to instead.`,
  )
}

/**
 * Confirms a payment: the test payment method behind the token or the saved method decides how it ends.
 * Throws 402 `card_error` after a decline, with the intent back in `requires_payment_method`.
 */
export function confirm(call: Call, stored: StoredIntent, ready: Ready): StoredIntent {
  const { store } = call
  if (ready.token) {
    const token = { ...ready.token.token, payment_intent: stored.intent.id, expires_at: null }
    store.put('tokens', token.id, { ...ready.token, token })
  }
  const { method, test } = methodOf(call, ready)
  const change = { ...ready.change, payment_method: method.id, last_payment_error: null }
  const confirmed = changeIntent(store, stored, change, { returnUrl: ready.returnUrl })
  return end(call, confirmed, testMethodOf(test) ?? { ends: 'succeeds' }, ready.usesSdk)
}

/** The saved method, or a new one as the token shows it. */
function methodOf({ store }: Call, { token, methodId }: Ready): StoredMethod {
  if (methodId !== null) return requireMethod(store, methodId, 'payment_method', 400)
  const name = token?.test ?? ''
  const test = testMethodOf(name)
  if (!test) throw noSuch('PaymentMethod', name, 'confirmation_token', 400)
  const allow_redisplay = token?.token.payment_method_preview?.allow_redisplay
  return newMethod(store, name, test, allow_redisplay ? { allow_redisplay } : {})
}

/** The token named by the request, if it is there and was never used; null when none is named. */
function takeToken(call: Call, intentId: string): StoredToken | null {
  const id = optionalText(call.form, 'confirmation_token')
  if (id === undefined) return null
  if (call.form.payment_method !== undefined) {
    throw invalidParam(
      'payment_method',
      'You may only specify one of these parameters: confirmation_token, payment_method.',
    )
  }
  const token = call.store.tables.tokens.get(id)
  if (!token) throw noSuch('confirmation_token', id, 'confirmation_token', 400)
  if (token.token.payment_intent !== null) {
    throw invalidParam(
      'confirmation_token',
      `The confirmation token ${id} was already used to confirm ${token.token.payment_intent === intentId ? 'this' : 'another'} PaymentIntent: create a new one.`,
    )
  }
  const expiresAt = token.token.expires_at
  if (expiresAt !== null && expiresAt * 1000 < Date.now()) {
    throw invalidParam('confirmation_token', `The confirmation token ${id} has expired: create a new one.`)
  }
  return token
}

function end(call: Call, stored: StoredIntent, behaviour: Behaviour, usesSdk: boolean): StoredIntent {
  const { store, cause } = call
  switch (behaviour.ends) {
    case 'succeeds':
      return complete(store, stored, cause)
    case 'declines': {
      const declined = fail(store, stored, { type: 'card_error', ...behaviour.error }, cause)
      const charge = declined.intent.last_payment_error?.charge
      throw new StripeProblem(402, {
        type: 'card_error',
        ...behaviour.error,
        ...(charge ? { charge } : {}),
        payment_intent: declined.intent,
      })
    }
    case 'challenge': {
      const { id, client_secret: secret } = stored.intent
      const url = `${call.baseUrl}/stripe/challenge/${id}?client_secret=${secret}`
      const asked = changeIntent(store, stored, {
        status: 'requires_action',
        next_action: usesSdk
          ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
          : { type: 'redirect_to_url', redirect_to_url: { return_url: stored.returnUrl, url } },
      })
      recordEvent(store, 'payment_intent.requires_action', asked.intent, cause)
      return asked
    }
    case 'slow': {
      const slow = changeIntent(store, stored, { status: 'processing' })
      recordEvent(store, 'payment_intent.processing', slow.intent, cause)
      later(store, 'succeed_payment', slow.intent.id)
      return slow
    }
  }
}
