import type Stripe from 'stripe'

/**
 * Ways to pay whose answer takes days, or waits for the shopper to go to a bank or a shop: they outlive every hold, so
 * they are left out of what the account offers. Everything else stays a matter of the Stripe dashboard.
 * https://docs.stripe.com/payments/payment-methods#payment-notification
 */
export const DELAYED_METHODS = [
  'acss_debit',
  'au_becs_debit',
  'bacs_debit',
  'boleto',
  'customer_balance',
  'konbini',
  'multibanco',
  'nz_bank_account',
  'oxxo',
  'payto',
  'pix',
  'sepa_debit',
  'sofort',
  'us_bank_account',
] as const satisfies Stripe.PaymentIntentCreateParams.ExcludedPaymentMethodType[]
