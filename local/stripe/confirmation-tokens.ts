import type Stripe from 'stripe'
import { newId, seconds } from './ids.ts'
import { checkParams, optionalText, refuseExpand, requiredText } from './params.ts'
import { noSuch } from './problems.ts'
import type { Call } from './request.ts'
import { CREATE_TOKEN, RETRIEVE } from './rules.ts'
import { shippingOf } from './shipping.ts'
import { TEST_PAYMENT_METHODS } from './test-payment-methods.ts'

/** A token that nobody used is good for twelve hours at Stripe. */
const TOKEN_SECONDS = 12 * 60 * 60

/** `POST /v1/test_helpers/confirmation_tokens`: what Stripe.js makes from a card field, made from a test payment method. */
export function createToken({ form, store }: Call): Stripe.ConfirmationToken {
  checkParams(form, CREATE_TOKEN)
  refuseExpand(form)
  const paymentMethod = requiredText(form, 'payment_method')
  if (!Object.hasOwn(TEST_PAYMENT_METHODS, paymentMethod)) {
    throw noSuch('PaymentMethod', paymentMethod, 'payment_method', 400)
  }
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
    payment_method_preview: preview(),
    return_url: optionalText(form, 'return_url') ?? null,
    setup_future_usage: null,
    setup_intent: null,
    shipping: shippingOf(form) ?? null,
    use_stripe_sdk: true,
  }
  store.put('tokens', token.id, { token, paymentMethod })
  return token
}

export function retrieveToken({ form, store }: Call, id: string): Stripe.ConfirmationToken {
  checkParams(form, RETRIEVE)
  refuseExpand(form)
  const stored = store.tables.tokens.get(id)
  if (!stored) throw noSuch('confirmation_token', id, 'confirmation_token')
  return stored.token
}

/** The card every test token shows: Stripe's own test number, which no person owns. */
function preview(): Stripe.ConfirmationToken.PaymentMethodPreview {
  return {
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    card: {
      brand: 'visa',
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
      country: 'US',
      display_brand: 'visa',
      exp_month: 12,
      exp_year: new Date().getUTCFullYear() + 2,
      funding: 'credit',
      generated_from: null,
      last4: '4242',
      networks: { available: ['visa'], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    customer: null,
    customer_account: null,
    type: 'card',
  }
}
