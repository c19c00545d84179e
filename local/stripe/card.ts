import type Stripe from 'stripe'
import type { TestMethod } from './test-payment-methods.ts'

/** Test cards are good until the end of the year after next. */
const expYear = () => new Date().getUTCFullYear() + 2

export const NO_BILLING_DETAILS: Stripe.PaymentMethod.BillingDetails = {
  address: null,
  email: null,
  name: null,
  phone: null,
  tax_id: null,
}

const CHECKS = { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' }

/** The card a test payment method shows: Stripe's own test numbers, which no person owns. */
export function cardOf({
  brand = 'visa',
  last4 = '4242',
}: TestMethod): Stripe.PaymentMethod.Card & Stripe.ConfirmationToken.PaymentMethodPreview.Card {
  return {
    brand,
    checks: CHECKS,
    country: 'US',
    display_brand: brand === 'amex' ? 'american_express' : brand,
    exp_month: 12,
    exp_year: expYear(),
    funding: 'credit',
    generated_from: null,
    last4,
    networks: { available: [brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  }
}

/** The same card as a charge shows it. */
export function chargedCard(
  card: Stripe.PaymentMethod.Card,
  authorizedCents: number,
  captureBefore: number | null,
): Stripe.Charge.PaymentMethodDetails.Card {
  const { brand, country, exp_month, exp_year, funding, last4, regulated_status } = card
  return {
    amount_authorized: authorizedCents,
    authorization_code: null,
    brand,
    ...(captureBefore === null ? {} : { capture_before: captureBefore }),
    checks: CHECKS,
    country,
    electronic_commerce_indicator: null,
    exp_month,
    exp_year,
    funding,
    installments: null,
    last4,
    mandate: null,
    network: brand,
    network_transaction_id: null,
    regulated_status,
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  }
}
