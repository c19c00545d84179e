import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { documented, errorOf, openContract, payWith, rejection } from './contract.ts'

const contract = openContract()
const IDEMPOTENT = 'api/idempotent_requests'
const PAGES = 'api/pagination'
const EXPAND = 'api/expanding_objects'
const create = (key: string, amount = 2000) =>
  contract.stripe.paymentIntents.create({ amount, currency: 'usd' }, { idempotencyKey: key })

documented(IDEMPOTENT, 'the same key gives the same result, and says that it is one', async () => {
  const key = randomUUID()
  const [first, second] = [await create(key), await create(key)]
  expect(second.id).toBe(first.id)
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
})

documented(IDEMPOTENT, 'the same key with other parameters is an idempotency_error', async () => {
  const key = randomUUID()
  await create(key)
  expect(await rejection(create(key, 3000))).toMatchObject({
    type: 'StripeIdempotencyError',
    statusCode: 400,
  })
})

documented(
  IDEMPOTENT,
  'a failure is saved too: a decline is replayed, and charges no second time',
  async () => {
    const key = randomUUID()
    const pay = () =>
      rejection(
        contract.stripe.paymentIntents.create(
          {
            amount: 2000,
            currency: 'usd',
            confirm: true,
            payment_method: 'pm_card_visa_chargeDeclined',
            return_url: 'https://shop.example/',
          },
          { idempotencyKey: key },
        ),
      )
    const [first, second] = [await pay(), await pay()]
    expect(second.payment_intent?.id).toBe(first.payment_intent?.id)
    expect(second).toMatchObject({ statusCode: 402, charge: first.charge })
  },
)

documented(
  IDEMPOTENT,
  'parameters that fail validation are not saved: the key can be used again',
  async () => {
    const key = randomUUID()
    const send = (form: string) =>
      contract.send('POST', '/v1/payment_intents', form, { 'idempotency-key': key })
    expect((await send('currency=usd')).status).toBe(400)
    expect((await send('amount=2000&currency=usd')).status).toBe(200)
  },
)

documented(IDEMPOTENT, 'keys are up to 255 characters long', async () => {
  const send = (length: number) =>
    contract.send('POST', '/v1/customers', '', { 'idempotency-key': randomUUID().padEnd(length, 'x') })
  expect((await send(255)).status).toBe(200)
  expect((await send(256)).status).toBe(400)
})

documented(IDEMPOTENT, 'on DELETE a key has no effect', async () => {
  const { id } = await contract.stripe.customers.create()
  const remove = () =>
    contract.send('DELETE', `/v1/customers/${id}`, '', { 'idempotency-key': `delete-${id}` })
  expect((await remove()).status).toBe(200)
  expect((await remove()).status).toBe(404)
})

documented(PAGES, 'a list has object, data, has_more and url; its cursors walk it both ways', async () => {
  const { stripe } = contract
  const email = `${randomUUID()}@shopper.example`
  const made: string[] = []
  for (let n = 0; n < 3; n++) made.push((await stripe.customers.create({ email })).id)
  const newestFirst = made.toReversed()
  const first = await stripe.customers.list({ email, limit: 2 })
  expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' })
  expect(first.data.map(({ id }) => id)).toEqual(newestFirst.slice(0, 2))
  const rest = await stripe.customers.list({ email, limit: 2, starting_after: newestFirst[1] ?? '' })
  expect(rest.data.map(({ id }) => id)).toEqual(newestFirst.slice(2))
  expect(rest.has_more).toBe(false)
  const back = await stripe.customers.list({ email, limit: 1, ending_before: newestFirst[2] ?? '' })
  expect(back.data.map(({ id }) => id)).toEqual([newestFirst[1]])
})

documented(PAGES, 'limit ranges from 1 to 100, and the two cursors exclude each other', async () => {
  for (const form of ['limit=0', 'limit=101', 'starting_after=cus_a&ending_before=cus_b']) {
    const wire = await contract.send('GET', '/v1/customers', form)
    expect({ form, status: wire.status }).toEqual({ form, status: 400 })
  }
})

documented(EXPAND, 'an id is expanded into its object, also two levels deep', async () => {
  const { stripe } = contract
  const customer = await stripe.customers.create({ email: 'expanded@shopper.example' })
  const paid = await payWith(stripe, 'pm_card_visa', { customer: customer.id })
  const intent = await stripe.paymentIntents.retrieve(paid.id, { expand: ['latest_charge.customer'] })
  expect(intent.latest_charge).toMatchObject({
    object: 'charge',
    id: paid.latest_charge,
    amount: 2000,
    amount_captured: 2000,
    captured: true,
    paid: true,
    refunded: false,
    status: 'succeeded',
    payment_intent: paid.id,
    payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
    customer: { object: 'customer', id: customer.id, email: 'expanded@shopper.example' },
  })
  expect((await stripe.paymentIntents.retrieve(paid.id)).latest_charge).toBe(paid.latest_charge)
})

documented(EXPAND, 'on a list, expansions start with data', async () => {
  const { stripe } = contract
  const customer = await stripe.customers.create()
  const intent = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    customer: customer.id,
  })
  const list = await stripe.paymentIntents.list({ customer: customer.id, expand: ['data.customer'] })
  expect(list.data).toMatchObject([{ id: intent.id, customer: { id: customer.id } }])
})

documented(EXPAND, 'what cannot be expanded is refused, and so are five levels', async () => {
  const { id } = await contract.stripe.paymentIntents.create({ amount: 2000, currency: 'usd' })
  for (const path of ['amount', 'customer.customer.customer.customer.customer']) {
    const wire = await contract.send('GET', `/v1/payment_intents/${id}`, `expand[]=${path}`)
    expect({ path, status: wire.status }).toEqual({ path, status: 400 })
    expect(errorOf(wire).type).toBe('invalid_request_error')
  }
})

documented('api/events/list', 'events are found by type, and name the request that caused them', async () => {
  const key = randomUUID()
  const { id } = await create(key)
  const { data } = await contract.stripe.events.list({ types: ['payment_intent.created'], limit: 20 })
  const event = data.find((one) => 'id' in one.data.object && one.data.object.id === id)
  expect(event).toMatchObject({
    object: 'event',
    type: 'payment_intent.created',
    livemode: false,
    request: { idempotency_key: key, id: expect.stringMatching(/^req_/) },
  })
})
