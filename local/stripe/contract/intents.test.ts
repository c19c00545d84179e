import { expect } from 'vitest'
import { documented, openContract, payWith, RETURN_URL, rejection } from './contract.ts'

const contract = openContract()
const LIFECYCLE = 'payments/paymentintents/lifecycle'
const create = (params = {}) =>
  contract.stripe.paymentIntents.create({ amount: 2000, currency: 'usd', ...params })

documented(LIFECYCLE, 'a new intent has the status requires_payment_method', async () => {
  expect(await create()).toMatchObject({
    object: 'payment_intent',
    id: expect.stringMatching(/^pi_/),
    client_secret: expect.stringMatching(/^pi_\w+_secret_\w+$/),
    status: 'requires_payment_method',
    livemode: false,
    amount: 2000,
    amount_received: 0,
    currency: 'usd',
    latest_charge: null,
    next_action: null,
    canceled_at: null,
  })
})

documented(LIFECYCLE, 'with a payment method and unconfirmed, it is ready to be confirmed', async () => {
  const intent = await create({ payment_method: 'pm_card_visa' })
  expect(intent.status).toBe('requires_confirmation')
  const paid = await contract.stripe.paymentIntents.confirm(intent.id, { return_url: RETURN_URL })
  expect(paid).toMatchObject({ status: 'succeeded', amount_received: 2000 })
  expect(paid.latest_charge).toMatch(/^ch_|^py_/)
})

documented(LIFECYCLE, 'a failed attempt puts it back to requires_payment_method', async () => {
  const { id } = await create({ payment_method: 'pm_card_visa_chargeDeclined' })
  const confirm = contract.stripe.paymentIntents.confirm(id, { return_url: RETURN_URL })
  await rejection(confirm)
  const after = await contract.stripe.paymentIntents.retrieve(id)
  expect(after).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { type: 'card_error', code: 'card_declined' },
  })
  const again = await contract.stripe.paymentIntents.confirm(id, {
    payment_method: 'pm_card_visa',
    return_url: RETURN_URL,
  })
  expect(again).toMatchObject({ status: 'succeeded', last_payment_error: null })
})

documented(LIFECYCLE, '3-D Secure makes it requires_action, with a page to go to', async () => {
  const intent = await payWith(contract.stripe, 'pm_card_threeDSecure2Required')
  expect(intent).toMatchObject({
    status: 'requires_action',
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: { url: expect.stringMatching(/^https?:/), return_url: RETURN_URL },
    },
  })
})

documented(
  'api/payment_intents/cancel',
  'it can be canceled before it succeeded, and is dead then',
  async () => {
    const { stripe } = contract
    const { id } = await create()
    expect(await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'abandoned',
      canceled_at: expect.any(Number),
    })
    const confirm = stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_card_visa',
      return_url: RETURN_URL,
    })
    expect(await rejection(confirm)).toMatchObject({
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
      payment_intent: { id, status: 'canceled' },
    })
  },
)

documented('api/payment_intents/cancel', 'one that succeeded cannot be canceled', async () => {
  const { id } = await payWith(contract.stripe, 'pm_card_visa')
  expect(await rejection(contract.stripe.paymentIntents.cancel(id))).toMatchObject({
    type: 'StripeInvalidRequestError',
    code: 'payment_intent_unexpected_state',
  })
})

documented(
  'api/confirmation_tokens/object',
  'a confirmation token confirms one intent and names it',
  async () => {
    const { stripe } = contract
    const token = await stripe.testHelpers.confirmationTokens.create({
      payment_method: 'pm_card_visa',
      return_url: RETURN_URL,
    })
    expect(token).toMatchObject({
      object: 'confirmation_token',
      id: expect.stringMatching(/^ctoken_/),
      payment_intent: null,
      payment_method_preview: { type: 'card', card: { brand: 'visa', last4: '4242' } },
    })
    const intent = await create()
    await stripe.paymentIntents.confirm(intent.id, { confirmation_token: token.id })
    expect((await stripe.confirmationTokens.retrieve(token.id)).payment_intent).toBe(intent.id)
    const other = await create()
    const again = stripe.paymentIntents.confirm(other.id, { confirmation_token: token.id })
    expect(await rejection(again)).toMatchObject({ statusCode: 400 })
  },
)

documented(
  'changelog/endive/2026-09-30/removes-the-payment-method-types-parameter-from-payment-intents-and-setup-intents',
  'payment_method_types is refused by a code of its own',
  async () => {
    const wire = await contract.send(
      'POST',
      '/v1/payment_intents',
      'amount=2000&currency=usd&payment_method_types[]=card',
    )
    expect(wire).toMatchObject({
      status: 400,
      body: { error: { code: 'payment_method_types_no_longer_supported', type: 'invalid_request_error' } },
    })
  },
)

documented(
  'api/payment_intents/list',
  'intents are listed newest first, those of one customer when asked',
  async () => {
    const { stripe } = contract
    const customer = await stripe.customers.create()
    const mine = []
    for (const amount of [1000, 1100]) mine.push((await create({ amount, customer: customer.id })).id)
    const { data } = await stripe.paymentIntents.list({ customer: customer.id })
    expect(data.map((intent) => intent.id)).toEqual(mine.reverse())
  },
)
