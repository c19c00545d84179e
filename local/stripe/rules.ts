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
  capture_method: 'yes',
  confirmation_method: 'no',
  customer: 'yes',
  customer_account: 'no',
  error_on_requires_action: 'no',
  excluded_payment_method_types: 'yes',
  hooks: 'no',
  mandate: 'no',
  mandate_data: 'no',
  off_session: 'no',
  on_behalf_of: 'no',
  payment_details: 'no',
  payment_method: 'yes',
  payment_method_configuration: 'no',
  payment_method_data: 'no',
  payment_method_options: 'no',
  radar_options: 'no',
  setup_future_usage: 'yes',
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
  capture_method: 'yes',
  customer: 'yes',
  customer_account: 'no',
  excluded_payment_method_types: 'yes',
  hooks: 'no',
  payment_details: 'no',
  payment_method: 'yes',
  payment_method_configuration: 'no',
  payment_method_data: 'no',
  payment_method_options: 'no',
  setup_future_usage: 'yes',
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
  capture_method: 'yes',
  error_on_requires_action: 'no',
  excluded_payment_method_types: 'no',
  hooks: 'no',
  mandate: 'no',
  mandate_data: 'no',
  off_session: 'no',
  payment_details: 'no',
  payment_method: 'yes',
  payment_method_data: 'no',
  payment_method_options: 'no',
  radar_options: 'no',
  setup_future_usage: 'yes',
}

export const CANCEL_INTENT: Rules<Stripe.PaymentIntentCancelParams> = {
  cancellation_reason: 'yes',
  expand: 'yes',
}

export const CAPTURE_INTENT: Rules<Stripe.PaymentIntentCaptureParams> = {
  amount_to_capture: 'yes',
  expand: 'yes',
  metadata: 'yes',
  amount_details: 'no',
  application_fee_amount: 'no',
  final_capture: 'no',
  hooks: 'no',
  payment_details: 'no',
  statement_descriptor: 'no',
  statement_descriptor_suffix: 'no',
  transfer_data: 'no',
}

/** A page of a list and the time of its rows, as every list takes them. */
const PAGE = {
  created: 'yes',
  ending_before: 'yes',
  expand: 'yes',
  limit: 'yes',
  starting_after: 'yes',
} as const

export const LIST_INTENTS: Rules<Stripe.PaymentIntentListParams> = {
  ...PAGE,
  customer: 'yes',
  customer_account: 'no',
}

export const LIST_CHARGES: Rules<Stripe.ChargeListParams> = {
  ...PAGE,
  customer: 'yes',
  payment_intent: 'yes',
  transfer_group: 'no',
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
  setup_future_usage: 'yes',
}

export const CREATE_REFUND: Rules<Stripe.RefundCreateParams> = {
  amount: 'yes',
  expand: 'yes',
  metadata: 'yes',
  payment_intent: 'yes',
  reason: 'yes',
  charge: 'yes',
  currency: 'no',
  customer: 'no',
  instructions_email: 'no',
  origin: 'no',
  refund_application_fee: 'no',
  reverse_transfer: 'no',
}

export const UPDATE_REFUND: Rules<Stripe.RefundUpdateParams> = { expand: 'yes', metadata: 'yes' }

export const LIST_REFUNDS: Rules<Stripe.RefundListParams> = { ...PAGE, charge: 'yes', payment_intent: 'yes' }

export const UPDATE_DISPUTE: Rules<Stripe.DisputeUpdateParams> = {
  evidence: 'yes',
  expand: 'yes',
  metadata: 'yes',
  submit: 'yes',
  intended_submission_method: 'no',
}

export const LIST_DISPUTES: Rules<Stripe.DisputeListParams> = {
  ...PAGE,
  charge: 'yes',
  payment_intent: 'yes',
}

export const LIST_WARNINGS: Rules<Stripe.Radar.EarlyFraudWarningListParams> = {
  ...PAGE,
  charge: 'yes',
  payment_intent: 'yes',
}

export const LIST_EVENTS: Rules<Stripe.EventListParams> = {
  ...PAGE,
  type: 'yes',
  types: 'yes',
  delivery_success: 'yes',
}

export const LIST_ENDPOINTS: Rules<Stripe.WebhookEndpointListParams> = {
  ending_before: 'yes',
  expand: 'yes',
  limit: 'yes',
  starting_after: 'yes',
}

export const RETRIEVE: Rules<{ expand?: string[] }> = { expand: 'yes' }
