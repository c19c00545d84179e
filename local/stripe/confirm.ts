import { BY_TIME, type Cause, recordEvent } from './events.ts'
import { newId } from './ids.ts'
import { changeIntent, unexpectedState } from './intent.ts'
import { optionalText, requiredText } from './params.ts'
import { type ErrorBody, invalidParam, noSuch, StripeProblem } from './problems.ts'
import type { Call } from './request.ts'
import type { Store, StoredIntent, StoredToken } from './store.ts'
import { type Behaviour, TEST_PAYMENT_METHODS } from './test-payment-methods.ts'

/** What a confirmation needs, checked before anything is written: a refused request leaves no trace. */
export type Ready = { token: StoredToken; returnUrl: string }

/** Throws 400 when the intent cannot be confirmed now, or the token or return URL is not one to confirm it with. */
export function readyToConfirm(call: Call, stored: StoredIntent): Ready {
  const { intent } = stored
  if (intent.status !== 'requires_payment_method' && intent.status !== 'requires_confirmation') {
    throw unexpectedState(
      intent,
      `This PaymentIntent's status is ${intent.status}, so it cannot be confirmed.`,
    )
  }
  const token = takeToken(call, intent.id)
  const returnUrl = optionalText(call.form, 'return_url') ?? token.token.return_url ?? stored.returnUrl
  if (!returnUrl || !/^https?:/.test(returnUrl) || !URL.canParse(returnUrl)) {
    throw invalidParam(
      'return_url',
      'Some payment methods redirect your customer, so you must provide a `return_url` that is an absolute URL.',
    )
  }
  return { token, returnUrl }
}

/**
 * Confirms a payment with a confirmation token: the token's test payment method decides how it ends.
 * Throws 402 `card_error` after a decline, with the intent back in `requires_payment_method`.
 */
export function confirm(call: Call, stored: StoredIntent, { token, returnUrl }: Ready): StoredIntent {
  const { store } = call
  const used = { ...token.token, payment_intent: stored.intent.id, expires_at: null }
  store.put('tokens', used.id, { ...token, token: used })
  const change = { payment_method: newId('pm'), last_payment_error: null }
  const confirmed = changeIntent(store, stored, change, { returnUrl })
  return end(call, confirmed, TEST_PAYMENT_METHODS[token.paymentMethod] ?? { ends: 'succeeds' })
}

/** The token named by the request, if it is there and was never used. */
function takeToken(call: Call, intentId: string): StoredToken {
  const id = requiredText(call.form, 'confirmation_token')
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

function end(call: Call, stored: StoredIntent, behaviour: Behaviour): StoredIntent {
  const { store, cause } = call
  switch (behaviour.ends) {
    case 'succeeds':
      return succeed(store, stored, cause)
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
        next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: stored.returnUrl, url } },
      })
      recordEvent(store, 'payment_intent.requires_action', asked.intent, cause)
      return asked
    }
    case 'slow': {
      const succeedsAt = Date.now() + call.slowMs
      const slow = changeIntent(store, stored, { status: 'processing' }, { succeedsAt })
      recordEvent(store, 'payment_intent.processing', slow.intent, cause)
      call.onProcessing(slow.intent.id)
      return slow
    }
  }
}

/** The money has moved: a charge, the whole amount received, and the event that says so. */
export function succeed(store: Store, stored: StoredIntent, cause: Cause = BY_TIME): StoredIntent {
  const paid = changeIntent(
    store,
    stored,
    {
      status: 'succeeded',
      amount_received: stored.intent.amount,
      latest_charge: newId('ch'),
      next_action: null,
      last_payment_error: null,
    },
    { succeedsAt: null },
  )
  recordEvent(store, 'payment_intent.succeeded', paid.intent, cause)
  return paid
}

type Failure = Pick<ErrorBody, 'type' | 'message' | 'decline_code'> & { code: string }

/** The attempt failed and another may follow: back to `requires_payment_method`, with the reason kept on the intent. */
export function fail(
  store: Store,
  stored: StoredIntent,
  failure: Failure,
  cause: Cause = BY_TIME,
): StoredIntent {
  const charge = newId('ch')
  const doc_url = `https://docs.stripe.com/error-codes#${failure.code.replaceAll('_', '-')}`
  const failed = changeIntent(store, stored, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    latest_charge: charge,
    last_payment_error: { ...failure, charge, doc_url },
  })
  recordEvent(store, 'payment_intent.payment_failed', failed.intent, cause)
  return failed
}
