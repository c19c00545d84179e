import type Stripe from 'stripe'
import type { Rules } from './params.ts'

/** Parameters of the calls about customers and what they pay with: see `Rules` for why every key must be here. */

export const CREATE_CUSTOMER: Rules<Stripe.CustomerCreateParams> = {
  description: 'yes',
  email: 'yes',
  expand: 'yes',
  metadata: 'yes',
  name: 'yes',
  phone: 'yes',
  shipping: 'yes',
  address: 'no',
  balance: 'no',
  business_name: 'no',
  cash_balance: 'no',
  individual_name: 'no',
  invoice_prefix: 'no',
  invoice_settings: 'no',
  next_invoice_sequence: 'no',
  payment_method: 'no',
  preferred_locales: 'no',
  source: 'no',
  tax: 'no',
  tax_exempt: 'no',
  tax_id_data: 'no',
  test_clock: 'no',
  validate: 'no',
}

export const UPDATE_CUSTOMER: Rules<Stripe.CustomerUpdateParams> = {
  description: 'yes',
  email: 'yes',
  expand: 'yes',
  metadata: 'yes',
  name: 'yes',
  phone: 'yes',
  shipping: 'yes',
  address: 'no',
  balance: 'no',
  business_name: 'no',
  cash_balance: 'no',
  default_source: 'no',
  individual_name: 'no',
  invoice_prefix: 'no',
  invoice_settings: 'no',
  next_invoice_sequence: 'no',
  preferred_locales: 'no',
  source: 'no',
  tax: 'no',
  tax_exempt: 'no',
  validate: 'no',
}

const PAGE = { ending_before: 'yes', expand: 'yes', limit: 'yes', starting_after: 'yes' } as const

export const LIST_CUSTOMERS: Rules<Stripe.CustomerListParams> = {
  ...PAGE,
  created: 'yes',
  email: 'yes',
  test_clock: 'no',
}

export const LIST_CUSTOMER_METHODS: Rules<Stripe.CustomerListPaymentMethodsParams> = {
  ...PAGE,
  allow_redisplay: 'yes',
  type: 'yes',
}

export const CREATE_CUSTOMER_SESSION: Rules<Stripe.CustomerSessionCreateParams> = {
  components: 'yes',
  customer: 'yes',
  expand: 'yes',
  customer_account: 'no',
}

/** Beside these there is one parameter for every type, named after it: the sandbox refuses the type first. */
export const CREATE_METHOD: Rules<
  Pick<
    Stripe.PaymentMethodCreateParams,
    | 'allow_redisplay'
    | 'billing_details'
    | 'card'
    | 'customer'
    | 'expand'
    | 'metadata'
    | 'payment_method'
    | 'radar_options'
    | 'type'
  >
> = {
  allow_redisplay: 'yes',
  card: 'yes',
  expand: 'yes',
  metadata: 'yes',
  type: 'yes',
  billing_details: 'no',
  customer: 'no',
  payment_method: 'no',
  radar_options: 'no',
}

export const UPDATE_METHOD: Rules<Stripe.PaymentMethodUpdateParams> = {
  allow_redisplay: 'yes',
  expand: 'yes',
  metadata: 'yes',
  billing_details: 'no',
  card: 'no',
  us_bank_account: 'no',
}

export const LIST_METHODS: Rules<Stripe.PaymentMethodListParams> = {
  ...PAGE,
  allow_redisplay: 'yes',
  customer: 'yes',
  type: 'yes',
  customer_account: 'no',
}

export const ATTACH_METHOD: Rules<Stripe.PaymentMethodAttachParams> = {
  customer: 'yes',
  expand: 'yes',
  customer_account: 'no',
}

export const RETRIEVE: Rules<{ expand?: string[] }> = { expand: 'yes' }
