import type Stripe from 'stripe'
import { cardOf, NO_BILLING_DETAILS } from './card.ts'
import { newId, seconds } from './ids.ts'
import { requireMethod } from './method.ts'
import { checkParams, optionalText, optionalWord, requiredText, SETUP_USAGES } from './params.ts'
import { spentMethod } from './payment-methods.ts'
import { noSuch } from './problems.ts'
import type { Call } from './request.ts'
import { CREATE_TOKEN, RETRIEVE } from './rules.ts'
import { shippingOf } from './shipping.ts'
import { type TestMethod, testMethodOf } from './test-payment-methods.ts'

/** A token that nobody used is good for twelve hours at Stripe. */
const TOKEN_SECONDS = 12 * 60 * 60

/** `POST /v1/test_helpers/confirmation_tokens`: what Stripe.js makes from a card field, made from a test payment method. */
export function createToken({ form, store }: Call): Stripe.ConfirmationToken {
  checkParams(form, CREATE_TOKEN)
  const paymentMethod = requiredText(form, 'payment_method')
  const test = testMethodOf(paymentMethod)
  // Made before: one that is saved to a customer, or will be when this confirms a payment.
  const saved = test ? null : requireMethod(store, paymentMethod, 'payment_method', 400)
  if (saved?.isSpent) throw spentMethod()
  const name = saved?.test ?? paymentMethod
  const created = seconds(Date.now())
  const token: Stripe.ConfirmationToken = {
    id: newId('ctoken'),
    object: 'confirmation_token',
    created,
    expires_at: created + TOKEN_SECONDS,
    livemode: false,
    metadata: {},
    payment_intent: null,
    payment_method_options: { card: { cvc_token: null } },
    payment_method_preview: preview(testMethodOf(name) ?? { ends: 'succeeds' }, saved?.method ?? null),
    return_url: optionalText(form, 'return_url') ?? null,
    setup_future_usage: optionalWord(form, 'setup_future_usage', SETUP_USAGES) ?? null,
    setup_intent: null,
    shipping: shippingOf(form) ?? null,
    use_stripe_sdk: true,
  }
  store.put('tokens', token.id, { token, test: name, methodId: saved?.method.id ?? null })
  return token
}

export function retrieveToken({ form, store }: Call, id: string): Stripe.ConfirmationToken {
  checkParams(form, RETRIEVE)
  const stored = store.tables.tokens.get(id)
  if (!stored) throw noSuch('confirmation_token', id, 'confirmation_token')
  return stored.token
}

function preview(
  test: TestMethod,
  saved: Stripe.PaymentMethod | null,
): Stripe.ConfirmationToken.PaymentMethodPreview {
  return {
    allow_redisplay: saved?.allow_redisplay ?? 'unspecified',
    billing_details: NO_BILLING_DETAILS,
    card: cardOf(test),
    customer: saved?.customer ?? null,
    customer_account: null,
    type: 'card',
  }
}
