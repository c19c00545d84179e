import type Stripe from 'stripe'

type CardError = Stripe.errors.StripeCardError

/** The `error` object of a refusal: the fields the `stripe` package reads from one, and no others. */
export type ErrorBody = {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  message: string
  code?: NonNullable<CardError['code']>
  decline_code?: CardError['decline_code']
  charge?: NonNullable<CardError['charge']>
  doc_url?: NonNullable<CardError['doc_url']>
  param?: NonNullable<CardError['param']>
  payment_intent?: Stripe.PaymentIntent
}

/** A refusal with Stripe's status and error object; anything else that is thrown is answered 500. */
export class StripeProblem extends Error {
  readonly status: number
  readonly body: ErrorBody

  constructor(status: number, body: ErrorBody) {
    super(body.message)
    this.status = status
    this.body = body.code ? { ...body, doc_url: docUrl(body.code) } : body
  }
}

function docUrl(code: string): string {
  return `https://docs.stripe.com/error-codes#${code.replaceAll('_', '-')}`
}

/** 400 for one parameter, the shape of nearly every refusal. */
export function invalidParam(param: string, message: string, code?: string): StripeProblem {
  return new StripeProblem(400, { type: 'invalid_request_error', message, param, ...(code ? { code } : {}) })
}

/** The object in the path does not exist (404), or one named by a parameter does not (400). */
export function noSuch(kind: string, id: string, param: string, status: 400 | 404 = 404): StripeProblem {
  const message = `No such ${kind}: '${id}'`
  return new StripeProblem(status, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message,
    param,
  })
}
