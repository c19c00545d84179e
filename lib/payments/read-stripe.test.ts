import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { readConfirmError, readIntent, stripeErrorType } from './read-stripe.ts'

/** Only what is read; the rest of an intent does not matter here. */
const intent = (fields: Partial<Stripe.PaymentIntent>) =>
  ({
    object: 'payment_intent',
    id: 'pi_1',
    client_secret: 'pi_1_secret_1',
    last_payment_error: null,
    next_action: null,
    ...fields,
  }) as Stripe.PaymentIntent

describe('what an intent says', () => {
  test.each([
    ['succeeded', 'succeeded'],
    ['processing', 'processing'],
    ['requires_capture', 'processing'],
    ['canceled', 'cancelled'],
    ['requires_confirmation', 'unknown'],
    ['a_status_of_next_year', 'unknown'],
  ])('%s is %s', (status, state) => {
    expect(readIntent(intent({ status }))).toEqual({ state })
  })

  test('a challenge on a page of its own names the page', () => {
    const next_action = {
      type: 'redirect_to_url',
      redirect_to_url: { url: 'https://bank.example', return_url: null },
    }
    expect(readIntent(intent({ status: 'requires_action', next_action }))).toEqual({
      state: 'requires_action',
      nextAction: { type: 'redirect_to_url', url: 'https://bank.example' },
    })
  })

  test('any other challenge is left to Stripe.js, with the client secret', () => {
    const read = readIntent(intent({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } }))
    expect(read).toMatchObject({ nextAction: { type: 'use_stripe_sdk', clientSecret: 'pi_1_secret_1' } })
  })

  test('a decline gives the bank’s own words, and no others of Stripe’s', () => {
    const declined = (error: Stripe.PaymentIntent.LastPaymentError) =>
      readIntent(intent({ status: 'requires_payment_method', last_payment_error: error }))
    expect(declined({ type: 'card_error', message: 'Your card has expired.' })).toEqual({
      state: 'declined',
      reason: 'Your card has expired.',
    })
    const technical = { type: 'invalid_request_error', message: 'Provide payment_method_data.' } as const
    expect(JSON.stringify(declined(technical))).not.toContain('payment_method_data')
    expect(declined({ ...technical, code: 'payment_intent_authentication_failure' })).toMatchObject({
      reason: 'Your bank did not confirm the payment.',
    })
  })

  test('no payment method and no error means that nobody has tried yet, not a decline', () => {
    expect(readIntent(intent({ status: 'requires_payment_method' }))).toEqual({ state: 'unknown' })
  })
})

describe('what an error from confirming says', () => {
  const { errors } = Stripe
  test.each([
    [
      'a card error',
      new errors.StripeCardError({ type: 'card_error', message: 'No.' }),
      { kind: 'declined', reason: 'No.' },
    ],
    ['a key used with another token', new errors.StripeIdempotencyError(), { kind: 'look' }],
    [
      'a state nobody expected',
      new errors.StripeInvalidRequestError({
        type: 'invalid_request_error',
        code: 'payment_intent_unexpected_state',
      }),
      { kind: 'look' },
    ],
    ['too many requests', new errors.StripeRateLimitError(), { kind: 'refused' }],
    ['a wrong key', new errors.StripeAuthenticationError(), { kind: 'refused' }],
    ['a lost connection', new errors.StripeConnectionError(), { kind: 'unknown' }],
    ['a failure of Stripe', new errors.StripeAPIError(), { kind: 'unknown' }],
    ['something else', new TypeError('x is undefined'), { kind: 'unknown' }],
    ['nothing', undefined, { kind: 'unknown' }],
  ])('%s', (_what, error, expected) => {
    expect(readConfirmError(error)).toEqual(expected)
  })

  test('a token that cannot be used is a decline whose words are ours', () => {
    const error = new errors.StripeInvalidRequestError({
      type: 'invalid_request_error',
      message: "No such token: 'x'",
    })
    const read = readConfirmError(error)
    expect(read).toMatchObject({ kind: 'declined' })
    expect(JSON.stringify(read)).not.toContain('No such token')
  })

  test('an error of another copy of the package is read by its type', () => {
    expect(stripeErrorType({ type: 'StripeCardError' })).toBe('StripeCardError')
    expect(stripeErrorType({ type: 'card' })).toBeNull()
    expect(stripeErrorType(null)).toBeNull()
  })
})
