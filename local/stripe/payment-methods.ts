import type Stripe from 'stripe'
import {
  ATTACH_METHOD,
  CREATE_METHOD,
  LIST_CUSTOMER_METHODS,
  LIST_METHODS,
  RETRIEVE,
  UPDATE_METHOD,
} from './customer-rules.ts'
import { requireCustomer } from './customers.ts'
import { recordEvent } from './events.ts'
import type { Form } from './form.ts'
import { answerList, type List } from './list.ts'
import { attach, changeMethod, detach, newMethod, requireMethod } from './method.ts'
import { checkParams, mergeMetadata, optionalText, optionalWord, requiredText } from './params.ts'
import { invalidParam, noSuch, type StripeProblem } from './problems.ts'
import type { Call } from './request.ts'
import { nameOfToken, testMethodOf } from './test-payment-methods.ts'

const REDISPLAY = [
  'always',
  'limited',
  'unspecified',
] as const satisfies Stripe.PaymentMethod.AllowRedisplay[]

const redisplayOf = (form: Form) => optionalWord(form, 'allow_redisplay', REDISPLAY)

/** `POST /v1/payment_methods` of a card, from one of Stripe's test tokens: there is no card number on this machine. */
export function createMethod({ form, store }: Call): Stripe.PaymentMethod {
  if (requiredText(form, 'type') !== 'card')
    throw invalidParam('type', 'This sandbox makes cards only: set type to card.')
  checkParams(form, CREATE_METHOD)
  const card = form.card
  if (card === undefined || typeof card === 'string')
    throw invalidParam('card', 'Missing required param: card.', 'parameter_missing')
  const token = optionalText(card, 'token')
  if (token === undefined || Object.keys(card).length > 1) {
    throw invalidParam(
      'card[token]',
      'This sandbox takes no card numbers: set card[token] to a test token such as tok_visa.',
    )
  }
  const name = nameOfToken(token)
  const test = name === null ? null : testMethodOf(name)
  if (name === null || test === null) throw noSuch('token', token, 'card[token]', 400)
  const allow_redisplay = redisplayOf(form)
  return newMethod(store, name, test, {
    metadata: mergeMetadata(form, {}),
    ...(allow_redisplay ? { allow_redisplay } : {}),
  }).method
}

export function retrieveMethod({ form, store }: Call, id: string): Stripe.PaymentMethod {
  checkParams(form, RETRIEVE)
  return requireMethod(store, id).method
}

export function updateMethod({ form, store, cause }: Call, id: string): Stripe.PaymentMethod {
  checkParams(form, UPDATE_METHOD)
  const stored = requireMethod(store, id)
  const allow_redisplay = redisplayOf(form)
  const { method } = changeMethod(store, stored, {
    metadata: mergeMetadata(form, stored.method.metadata ?? {}),
    ...(allow_redisplay ? { allow_redisplay } : {}),
  })
  recordEvent(store, 'payment_method.updated', method, cause)
  return method
}

export function attachMethod({ form, store, cause }: Call, id: string): Stripe.PaymentMethod {
  checkParams(form, ATTACH_METHOD)
  const customer = requireCustomer(store, requiredText(form, 'customer'), 'customer', 400)
  const stored = requireMethod(store, id)
  if (stored.method.customer === customer.id) return stored.method
  if (stored.method.customer !== null) {
    throw invalidParam(
      'payment_method',
      'The payment method you provided has already been attached to a customer.',
    )
  }
  if (stored.isSpent) throw spentMethod()
  return attach(store, stored, customer.id, cause).method
}

/** Stripe's words for a method that was used without a customer, or was taken off one. */
export function spentMethod(): StripeProblem {
  return invalidParam(
    'payment_method',
    'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
  )
}

/** Detaching cannot be undone: the method is of no more use. */
export function detachMethod({ form, store, cause }: Call, id: string): Stripe.PaymentMethod {
  checkParams(form, RETRIEVE)
  const stored = requireMethod(store, id)
  if (stored.method.customer === null) {
    throw invalidParam(
      'payment_method',
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    )
  }
  return detach(store, stored, cause).method
}

/** `GET /v1/payment_methods`: Stripe lists those of a customer only. */
export function listMethods(call: Call): List<Stripe.PaymentMethod> {
  checkParams(call.form, LIST_METHODS)
  return list(call, optionalText(call.form, 'customer') ?? null, '/v1/payment_methods')
}

export function listCustomerMethods(call: Call, customerId: string): List<Stripe.PaymentMethod> {
  checkParams(call.form, LIST_CUSTOMER_METHODS)
  requireCustomer(call.store, customerId, 'customer')
  return list(call, customerId, `/v1/customers/${customerId}/payment_methods`)
}

function list({ form, store }: Call, customerId: string | null, url: string): List<Stripe.PaymentMethod> {
  const type = optionalText(form, 'type')
  const redisplay = redisplayOf(form)
  const rows = [...store.tables.methods.values()].map((stored) => stored.method)
  return answerList(
    form,
    url,
    'PaymentMethod',
    rows,
    (method) =>
      customerId !== null &&
      method.customer === customerId &&
      (!type || method.type === type) &&
      (!redisplay || method.allow_redisplay === redisplay),
  )
}

export function retrieveCustomerMethod(
  { form, store }: Call,
  customerId: string,
  id: string,
): Stripe.PaymentMethod {
  checkParams(form, RETRIEVE)
  requireCustomer(store, customerId, 'customer')
  const stored = store.tables.methods.get(id)
  if (stored?.method.customer !== customerId) throw noSuch('PaymentMethod', id, 'payment_method')
  return stored.method
}
