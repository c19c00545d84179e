import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RequestFault } from './faults.ts'
import { rejection, startTestSandbox, type TestSandbox, tokenFor } from './testing.ts'

let sandbox: TestSandbox
/** What goes wrong with the next request. */
let nextFault: RequestFault | null = null

beforeAll(async () => {
  sandbox = await startTestSandbox({
    faults: {
      onRequest: () => {
        const fault = nextFault
        nextFault = null
        return fault
      },
      onDelivery: () => null,
    },
  })
})
afterAll(() => sandbox.close())

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.baseUrl}${path}`, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${sandbox.secretKey}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

const countIntents = async () =>
  (await sandbox.stripe.events.list({ limit: 100, type: 'payment_intent.created' })).data.length

describe('a request Stripe would refuse', () => {
  const good = 'amount=1200&currency=eur'
  test.each([
    [
      'a removed parameter',
      `${good}&payment_method_types[]=card`,
      'payment_method_types_no_longer_supported',
    ],
    ['an unknown parameter', `${good}&colour=red`, 'parameter_unknown'],
    ['an unknown parameter with a name of Object', `${good}&constructor=1`, 'parameter_unknown'],
    ['no amount', 'currency=eur', 'parameter_missing'],
    ['no currency', 'amount=1200', 'parameter_missing'],
    ['an empty amount', 'amount=&currency=eur', 'parameter_invalid_empty'],
    ['an amount of letters', 'amount=lots&currency=eur', 'parameter_invalid_integer'],
    ['an amount with a fraction', 'amount=12.5&currency=eur', 'parameter_invalid_integer'],
    ['an amount of nothing', 'amount=0&currency=eur', 'parameter_invalid_integer'],
    ['a negative amount', 'amount=-1&currency=eur', 'parameter_invalid_integer'],
    ['too small an amount', 'amount=49&currency=eur', 'amount_too_small'],
    ['too large an amount', 'amount=100000000&currency=eur', 'amount_too_large'],
    ['a currency that does not exist', 'amount=1200&currency=xxz', undefined],
    ['a token without confirming', `${good}&confirmation_token=ctoken_1`, undefined],
    ['a parameter this sandbox does not do', `${good}&off_session=true`, undefined],
    ['metadata that is a word', `${good}&metadata=word`, undefined],
    ['a name of brackets', `${good}&[]=1`, undefined],
  ])('with %s is answered 400 and leaves nothing behind', async (_what, body, code) => {
    const before = await countIntents()
    const answer = await post('/v1/payment_intents', body)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', message: expect.any(String) })
    expect(answer.body.error.code).toBe(code)
    expect(await countIntents()).toBe(before)
  })

  test('is too long', async () => {
    expect((await post('/v1/payment_intents', `${good}&description=${'x'.repeat(70_000)}`)).status).toBe(400)
  })

  test.each([
    ['no key', {}, 401],
    ['a wrong key', { authorization: 'Bearer sk_test_wrong' }, 401],
    ['a scheme that is no key', { authorization: 'Digest abc' }, 401],
  ])('comes with %s', async (_what, headers, status) => {
    const response = await fetch(`${sandbox.baseUrl}/v1/events`, { headers })
    expect(response.status).toBe(status)
    const { error } = await response.json()
    expect(error.type).toBe('invalid_request_error')
    expect(error.message).not.toContain(sandbox.secretKey)
  })

  test('asks for an API version that is not the one of the package', async () => {
    expect((await post('/v1/payment_intents', good, { 'stripe-version': '2020-08-27' })).status).toBe(400)
  })

  test('goes to a URL nobody answers, or to an object nobody made', async () => {
    expect((await post('/v1/charges', good)).status).toBe(404)
    const missing = await rejection(sandbox.stripe.paymentIntents.retrieve('pi_missing'))
    expect(missing).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      type: 'StripeInvalidRequestError',
    })
  })
})

test('the key is taken as curl sends it, too', async () => {
  const authorization = `Basic ${Buffer.from(`${sandbox.secretKey}:`).toString('base64')}`
  expect((await fetch(`${sandbox.baseUrl}/v1/events`, { headers: { authorization } })).status).toBe(200)
})

describe('an idempotency key', () => {
  const create = (key: string, amount = 1200) =>
    sandbox.stripe.paymentIntents.create({ amount, currency: 'eur' }, { idempotencyKey: key })

  test('gives the same answer to the same request, however often and at once', async () => {
    const before = await countIntents()
    const made = await Promise.all(Array.from({ length: 20 }, () => create('same')))
    expect(new Set(made.map((intent) => intent.id)).size).toBe(1)
    expect(await countIntents()).toBe(before + 1)
    const replayed = made.filter((intent) => intent.lastResponse.headers['idempotent-replayed'] === 'true')
    expect(replayed).toHaveLength(19)
  })

  test('refuses another request', async () => {
    await create('once')
    expect(await rejection(create('once', 1300))).toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
    })
  })

  test('replays a decline', async () => {
    const { stripe } = sandbox
    const { id } = await stripe.paymentIntents.create({ amount: 1200, currency: 'eur' })
    const confirmation_token = await tokenFor(stripe, 'pm_card_visa_chargeDeclined')
    const params = { confirmation_token, return_url: 'http://127.0.0.1/' }
    const confirm = () => rejection(stripe.paymentIntents.confirm(id, params, { idempotencyKey: 'declined' }))
    expect((await confirm()).requestId).not.toBe((await confirm()).requestId)
    expect(await confirm()).toMatchObject({ type: 'StripeCardError', code: 'card_declined' })
    const failed = await stripe.events.list({ type: 'payment_intent.payment_failed', limit: 100 })
    expect(
      failed.data.filter((event) => 'id' in event.data.object && event.data.object.id === id),
    ).toHaveLength(1)
  })

  test('replays a failure of the server, and says that trying again is no use', async () => {
    nextFault = { kind: 'refuse', status: 500 }
    expect(await rejection(create('failed'))).toMatchObject({ type: 'StripeAPIError', statusCode: 500 })
    const again = await rejection(create('failed'))
    expect(again).toMatchObject({ statusCode: 500, headers: { 'stripe-should-retry': 'false' } })
    expect((await create('failed-2')).status).toBe('requires_payment_method')
  })

  test('is not used up by a request that was wrong', async () => {
    expect(await rejection(create('wrong', 1))).toMatchObject({ code: 'amount_too_small' })
    expect((await create('wrong', 1200)).amount).toBe(1200)
  })

  test('finds the work done after an answer was lost', async () => {
    const before = await countIntents()
    nextFault = { kind: 'lose_answer' }
    // The client itself tries once more when a connection is closed under it, with the same key.
    const made = await create('lost')
    expect(made.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect(await countIntents()).toBe(before + 1)
  })

  test('is not used up by being too fast', async () => {
    nextFault = { kind: 'refuse', status: 429 }
    expect(await rejection(create('fast'))).toMatchObject({ type: 'StripeRateLimitError' })
    expect((await create('fast')).amount).toBe(1200)
  })
})
