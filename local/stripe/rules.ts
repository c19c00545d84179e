import type Stripe from 'stripe'
import type { Rules } from './params.ts'

/** Parameters of the calls the sandbox answers: see `Rules` for why every key must be here. */

export const CREATE_INTENT: Rules<Stripe.PaymentIntentCreateParams> = {
  amount: 'yes',
  currency: 'yes',
  automatic_payment_methods: 'yes',
  confirm: 'yes',
  confirmation_token: 'yes',
  description: 'yes',
  expand: 'yes',
  metadata: 'yes',
  receipt_email: 'yes',
  return_url: 'yes',
  shipping: 'yes',
  use_stripe_sdk: 'yes',
  allowed_payment_method_types: 'no',
  amount_details: 'no',
  application_fee_amount: 'no',
  capture_method: 'no',
  confirmation_method: 'no',
  customer: 'no',
  customer_account: 'no',
  error_on_requires_action: 'no',
  excluded_payment_method_types: 'no',
  hooks: 'no',
  mandate: 'no',
  mandate_data: 'no',
  off_session: 'no',
  on_behalf_of: 'no',
  payment_details: 'no',
  payment_method: 'no',
  payment_method_configuration: 'no',
  payment_method_data: 'no',
  payment_method_options: 'no',
  radar_options: 'no',
  setup_future_usage: 'no',
  statement_descriptor: 'no',
  statement_descriptor_suffix: 'no',
  transfer_data: 'no',
  transfer_group: 'no',
}

export const UPDATE_INTENT: Rules<Stripe.PaymentIntentUpdateParams> = {
  amount: 'yes',
  currency: 'yes',
  description: 'yes',
  expand: 'yes',
  metadata: 'yes',
  receipt_email: 'yes',
  shipping: 'yes',
  allowed_payment_method_types: 'no',
  amount_details: 'no',
  application_fee_amount: 'no',
  capture_method: 'no',
  customer: 'no',
  customer_account: 'no',
  excluded_payment_method_types: 'no',
  hooks: 'no',
  payment_details: 'no',
  payment_method: 'no',
  payment_method_configuration: 'no',
  payment_method_data: 'no',
  payment_method_options: 'no',
  setup_future_usage: 'no',
  statement_descriptor: 'no',
  statement_descriptor_suffix: 'no',
  transfer_data: 'no',
  transfer_group: 'no',
}

export const CONFIRM_INTENT: Rules<Stripe.PaymentIntentConfirmParams> = {
  confirmation_token: 'yes',
  expand: 'yes',
  receipt_email: 'yes',
  return_url: 'yes',
  shipping: 'yes',
  use_stripe_sdk: 'yes',
  allowed_payment_method_types: 'no',
  amount_details: 'no',
  amount_to_confirm: 'no',
  capture_method: 'no',
  error_on_requires_action: 'no',
  excluded_payment_method_types: 'no',
  hooks: 'no',
  mandate: 'no',
  mandate_data: 'no',
  off_session: 'no',
  payment_details: 'no',
  payment_method: 'no',
  payment_method_data: 'no',
  payment_method_options: 'no',
  radar_options: 'no',
  setup_future_usage: 'no',
}

export const CANCEL_INTENT: Rules<Stripe.PaymentIntentCancelParams> = {
  cancellation_reason: 'yes',
  expand: 'yes',
}

/** The package has this type, but exports it by no name. */
type TokenParams = NonNullable<Parameters<Stripe['testHelpers']['confirmationTokens']['create']>[0]>

export const CREATE_TOKEN: Rules<TokenParams> = {
  payment_method: 'yes',
  return_url: 'yes',
  shipping: 'yes',
  expand: 'yes',
  payment_method_data: 'no',
  payment_method_options: 'no',
  setup_future_usage: 'no',
}

export const CREATE_REFUND: Rules<Stripe.RefundCreateParams> = {
  amount: 'yes',
  expand: 'yes',
  metadata: 'yes',
  payment_intent: 'yes',
  reason: 'yes',
  charge: 'no',
  currency: 'no',
  customer: 'no',
  instructions_email: 'no',
  origin: 'no',
  refund_application_fee: 'no',
  reverse_transfer: 'no',
}

export const LIST_EVENTS: Rules<Stripe.EventListParams> = {
  ending_before: 'yes',
  expand: 'yes',
  limit: 'yes',
  starting_after: 'yes',
  type: 'yes',
  created: 'no',
  delivery_success: 'no',
  types: 'no',
}

export const RETRIEVE: Rules<{ expand?: string[] }> = { expand: 'yes' }
