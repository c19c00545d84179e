import type Stripe from 'stripe'
import { requireCustomer } from './customers.ts'
import type { Form } from './form.ts'
import { requireMethod } from './method.ts'
import {
  CAPTURE_METHODS,
  mergeMetadata,
  optionalText,
  optionalTexts,
  optionalWord,
  SETUP_USAGES,
} from './params.ts'
import { invalidParam } from './problems.ts'
import type { Call } from './request.ts'
import { shippingOf } from './shipping.ts'

type Settable = Pick<
  Stripe.PaymentIntent,
  | 'capture_method'
  | 'customer'
  | 'description'
  | 'excluded_payment_method_types'
  | 'metadata'
  | 'payment_method'
  | 'receipt_email'
  | 'setup_future_usage'
  | 'shipping'
>

export const NOTHING_SET: Settable = {
  capture_method: 'automatic_async',
  customer: null,
  description: null,
  excluded_payment_method_types: null,
  metadata: {},
  payment_method: null,
  receipt_email: null,
  setup_future_usage: null,
  shipping: null,
}

/** What creating and updating an intent may both set, checked; what was not sent stays as it was. */
export function settable({ form, store }: Call, before: Settable): Settable {
  const customer = optionalText(form, 'customer')
  if (customer !== undefined && before.customer !== null && customer !== before.customer) {
    throw invalidParam('customer', 'The customer of a PaymentIntent cannot be changed once it is set.')
  }
  const method = optionalText(form, 'payment_method')
  return {
    capture_method: optionalWord(form, 'capture_method', CAPTURE_METHODS) ?? before.capture_method,
    customer: customer === undefined ? before.customer : requireCustomer(store, customer, 'customer', 400).id,
    description: optionalText(form, 'description') ?? before.description,
    excluded_payment_method_types: excludedOf(form) ?? before.excluded_payment_method_types,
    metadata: mergeMetadata(form, before.metadata),
    payment_method:
      method === undefined
        ? before.payment_method
        : requireMethod(store, method, 'payment_method', 400).method.id,
    receipt_email: optionalText(form, 'receipt_email', 800) ?? before.receipt_email,
    setup_future_usage: optionalWord(form, 'setup_future_usage', SETUP_USAGES) ?? before.setup_future_usage,
    shipping: shippingOf(form) ?? before.shipping,
  }
}

/** Without cards nothing here could be paid. */
function excludedOf(form: Form): string[] | undefined {
  const excluded = optionalTexts(form, 'excluded_payment_method_types')
  if (excluded?.includes('card')) {
    throw invalidParam(
      'excluded_payment_method_types',
      'This sandbox has cards only: leave card out of excluded_payment_method_types.',
    )
  }
  return excluded
}
