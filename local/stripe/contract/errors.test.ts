import { expect } from 'vitest'
import { documented, errorOf, openContract, payWith, rejection } from './contract.ts'

const contract = openContract()
const ERRORS = 'api/errors'
const CODES = 'error-codes'
const post = (form: string) => contract.send('POST', '/v1/payment_intents', form)

documented(ERRORS, '400 for a missing required parameter, which is named', async () => {
  const wire = await post('currency=usd')
  expect(wire.status).toBe(400)
  expect(errorOf(wire)).toMatchObject({
    type: 'invalid_request_error',
    code: 'parameter_missing',
    param: 'amount',
    message: expect.any(String),
  })
})

documented(ERRORS, '401 without a valid key, and the whole key is not repeated', async () => {
  const key = `sk_test_${'wrong'.repeat(4)}`
  const wire = await contract.send('GET', '/v1/events', '', { authorization: `Bearer ${key}` })
  expect(wire.status).toBe(401)
  expect(errorOf(wire).type).toBe('invalid_request_error')
  expect(String(errorOf(wire).message)).not.toContain(key)
})

documented(ERRORS, '402 when the parameters were valid and the request failed: a card_error', async () => {
  const failed = await rejection(payWith(contract.stripe, 'pm_card_visa_chargeDeclinedInsufficientFunds'))
  expect(failed).toMatchObject({
    type: 'StripeCardError',
    rawType: 'card_error',
    statusCode: 402,
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    charge: expect.stringMatching(/^ch_/),
    doc_url: 'https://docs.stripe.com/error-codes#card-declined',
    payment_intent: { object: 'payment_intent', status: 'requires_payment_method' },
  })
})

documented(ERRORS, '404 for a resource that does not exist: resource_missing', async () => {
  expect(await rejection(contract.stripe.customers.retrieve('cus_missing'))).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
  })
})

documented(ERRORS, 'a resource that is only named by a parameter is a 400', async () => {
  const wire = await post('amount=2000&currency=usd&customer=cus_missing')
  expect(wire.status).toBe(400)
  expect(errorOf(wire)).toMatchObject({ code: 'resource_missing', param: 'customer' })
})

documented(CODES, 'an unknown parameter is parameter_unknown', async () => {
  const wire = await post('amount=2000&currency=usd&colour=red')
  expect(errorOf(wire)).toMatchObject({ code: 'parameter_unknown', param: 'colour' })
})

documented(CODES, 'an amount below the minimum is amount_too_small', async () => {
  expect(errorOf(await post('amount=1&currency=usd')).code).toBe('amount_too_small')
})

documented(CODES, 'an amount above the maximum is amount_too_large', async () => {
  expect(errorOf(await post('amount=100000000&currency=usd')).code).toBe('amount_too_large')
})

documented(CODES, 'an amount that is no integer is parameter_invalid_integer', async () => {
  expect(errorOf(await post('amount=12.5&currency=usd')).code).toBe('parameter_invalid_integer')
})

for (const [paymentMethod, code, declineCode] of [
  ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
  ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', undefined],
  ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', undefined],
  ['pm_card_chargeDeclinedProcessingError', 'processing_error', undefined],
] as const) {
  documented('testing#declined-payments', `${paymentMethod} is declined with ${code}`, async () => {
    const failed = await rejection(payWith(contract.stripe, paymentMethod))
    expect(failed).toMatchObject({ statusCode: 402, code })
    if (declineCode) expect(failed.decline_code).toBe(declineCode)
  })
}

documented('api/request_ids', 'every answer names its request', async () => {
  const wire = await contract.send('GET', '/v1/events', 'limit=1')
  expect(wire.headers.get('request-id')).toMatch(/^req_/)
})

documented('metadata', 'metadata keys have up to 40 characters, values up to 500', async () => {
  const good = await post(`amount=2000&currency=usd&metadata[${'k'.repeat(40)}]=${'v'.repeat(500)}`)
  expect(good.status).toBe(200)
  expect((await post(`amount=2000&currency=usd&metadata[${'k'.repeat(41)}]=v`)).status).toBe(400)
  expect((await post(`amount=2000&currency=usd&metadata[k]=${'v'.repeat(501)}`)).status).toBe(400)
})

documented(
  'api/metadata',
  'updates merge metadata, an empty value unsets a key, an empty metadata all',
  async () => {
    const { stripe } = contract
    const { id } = await stripe.customers.create({ metadata: { a: '1', b: '2' } })
    expect((await stripe.customers.update(id, { metadata: { b: '', c: '3' } })).metadata).toEqual({
      a: '1',
      c: '3',
    })
    expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({})
  },
)
