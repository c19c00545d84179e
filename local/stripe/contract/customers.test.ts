import { expect } from 'vitest'
import { documented, openContract, payWith, RETURN_URL, rejection } from './contract.ts'

const contract = openContract()
const DETACH = 'api/payment_methods/detach'

documented('api/customers/create', 'nothing is required of a customer; what is given is kept', async () => {
  const { stripe } = contract
  expect(await stripe.customers.create()).toMatchObject({
    object: 'customer',
    id: expect.stringMatching(/^cus_/),
    email: null,
    livemode: false,
    metadata: {},
  })
  const { id } = await stripe.customers.create({ email: 'ada@shopper.example', metadata: { a: 'b' } })
  expect(await stripe.customers.update(id, { name: 'Ada' })).toMatchObject({
    email: 'ada@shopper.example',
    name: 'Ada',
    metadata: { a: 'b' },
  })
})

documented('api/customers/retrieve', 'a deleted customer is answered with the word deleted', async () => {
  const { stripe } = contract
  const { id } = await stripe.customers.create()
  expect(await stripe.customers.del(id)).toEqual(expect.objectContaining({ id, deleted: true }))
  expect(await stripe.customers.retrieve(id)).toMatchObject({ id, object: 'customer', deleted: true })
  const wire = await contract.send('POST', `/v1/customers/${id}`, 'name=Ada')
  expect(wire.status).toBe(404)
})

documented(
  'payments/save-during-payment',
  'setup_future_usage saves the method to the customer once it is paid',
  async () => {
    const { stripe } = contract
    const customer = await stripe.customers.create()
    const paid = await payWith(stripe, 'pm_card_visa', {
      customer: customer.id,
      setup_future_usage: 'on_session',
    })
    const { data } = await stripe.customers.listPaymentMethods(customer.id)
    expect(data).toMatchObject([{ id: paid.payment_method, customer: customer.id, type: 'card' }])
    const again = await stripe.paymentIntents.create({
      amount: 1500,
      currency: 'usd',
      confirm: true,
      customer: customer.id,
      payment_method: String(paid.payment_method),
      return_url: RETURN_URL,
    })
    expect(again.status).toBe('succeeded')
  },
)

documented(
  'api/confirmation_tokens/object',
  'so does the setup_future_usage of a confirmation token',
  async () => {
    const { stripe } = contract
    const customer = await stripe.customers.create()
    const token = await stripe.testHelpers.confirmationTokens.create({
      payment_method: 'pm_card_visa',
      setup_future_usage: 'on_session',
    })
    const paid = await stripe.paymentIntents.create({
      amount: 1500,
      currency: 'usd',
      confirm: true,
      customer: customer.id,
      confirmation_token: token.id,
      return_url: RETURN_URL,
    })
    const { data } = await stripe.customers.listPaymentMethods(customer.id)
    expect(data.map(({ id }) => id)).toEqual([paid.payment_method])
  },
)

documented(
  'api/payment_methods/object',
  'allow_redisplay is unspecified unless it is set, and can be listed by',
  async () => {
    const { stripe } = contract
    const customer = await stripe.customers.create()
    const plain = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
    expect(plain.allow_redisplay).toBe('unspecified')
    const shown = await stripe.paymentMethods.create({
      type: 'card',
      card: { token: 'tok_mastercard' },
      allow_redisplay: 'always',
    })
    await stripe.paymentMethods.attach(shown.id, { customer: customer.id })
    const { data } = await stripe.customers.listPaymentMethods(customer.id, { allow_redisplay: 'always' })
    expect(data).toMatchObject([{ id: shown.id, card: { brand: 'mastercard', last4: '4444' } }])
  },
)

documented(DETACH, 'a detached method can no longer be used for payments or attached again', async () => {
  const { stripe } = contract
  const customer = await stripe.customers.create()
  const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  expect((await stripe.paymentMethods.detach(id)).customer).toBeNull()
  expect(await rejection(stripe.paymentMethods.attach(id, { customer: customer.id }))).toMatchObject({
    statusCode: 400,
  })
  expect(await rejection(payWith(stripe, id, { customer: customer.id }))).toMatchObject({ statusCode: 400 })
  expect((await stripe.customers.listPaymentMethods(customer.id)).data).toEqual([])
})

documented('api/payment_intents/create', 'a method of one customer cannot pay for another', async () => {
  const { stripe } = contract
  const [owner, other] = [await stripe.customers.create(), await stripe.customers.create()]
  const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer: owner.id })
  expect(await rejection(payWith(stripe, id, { customer: other.id }))).toMatchObject({ statusCode: 400 })
  expect(await rejection(payWith(stripe, id))).toMatchObject({ statusCode: 400 })
})

documented(
  'api/customer_sessions/create',
  'a customer session has a client secret and the features asked for',
  async () => {
    const { stripe } = contract
    const customer = await stripe.customers.create()
    const session = await stripe.customerSessions.create({
      customer: customer.id,
      components: {
        payment_element: {
          enabled: true,
          features: {
            payment_method_redisplay: 'enabled',
            payment_method_save: 'enabled',
            payment_method_save_usage: 'on_session',
            payment_method_remove: 'enabled',
          },
        },
      },
    })
    expect(session).toMatchObject({
      object: 'customer_session',
      customer: customer.id,
      client_secret: expect.stringMatching(/^cuss_secret_/),
      expires_at: expect.any(Number),
      components: {
        payment_element: {
          enabled: true,
          features: {
            payment_method_allow_redisplay_filters: ['always'],
            payment_method_redisplay: 'enabled',
            payment_method_redisplay_limit: 3,
            payment_method_save: 'enabled',
            payment_method_save_usage: 'on_session',
            payment_method_remove: 'enabled',
          },
        },
      },
    })
    expect(session.expires_at).toBeGreaterThan(session.created)
  },
)
