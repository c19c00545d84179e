import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { pay, RETURN_URL, rejection, startTestSandbox, type TestSandbox, tokenFor } from './testing.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startTestSandbox({ slowMs: 150 })
})
afterAll(() => sandbox.close())

async function eventTypesOf(intentId: string): Promise<string[]> {
  const { data } = await sandbox.stripe.events.list({ limit: 100 })
  return data
    .filter((event) => 'id' in event.data.object && event.data.object.id === intentId)
    .map((event) => event.type)
    .reverse()
}

test('a good card pays the whole amount at once', async () => {
  const intent = await pay(sandbox.stripe, 'pm_card_visa')
  expect(intent).toMatchObject({
    object: 'payment_intent',
    status: 'succeeded',
    amount: 1200,
    amount_received: 1200,
  })
  expect(intent.latest_charge).toMatch(/^ch_/)
  expect(await eventTypesOf(intent.id)).toEqual(['payment_intent.created', 'payment_intent.succeeded'])
})

test('creating and confirming in one call comes to the same', async () => {
  const { stripe } = sandbox
  const intent = await stripe.paymentIntents.create({
    amount: 1200,
    currency: 'EUR',
    confirm: true,
    confirmation_token: await tokenFor(stripe, 'pm_card_visa'),
    return_url: RETURN_URL,
  })
  expect(intent).toMatchObject({ status: 'succeeded', currency: 'eur' })
})

test('a decline says why, moves no money, and another card pays the same intent', async () => {
  const { stripe } = sandbox
  const declined = await rejection(pay(stripe, 'pm_card_visa_chargeDeclinedInsufficientFunds'))
  expect(declined).toMatchObject({
    type: 'StripeCardError',
    statusCode: 402,
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
    payment_intent: { status: 'requires_payment_method', amount_received: 0, payment_method: null },
  })
  const id = declined.payment_intent?.id ?? ''
  const confirmation_token = await tokenFor(stripe, 'pm_card_visa')
  const paid = await stripe.paymentIntents.confirm(id, { confirmation_token, return_url: RETURN_URL })
  expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null })
  expect(await eventTypesOf(id)).toEqual([
    'payment_intent.created',
    'payment_intent.payment_failed',
    'payment_intent.succeeded',
  ])
})

test('a slow payment is processing first, cannot be cancelled meanwhile, and succeeds by itself', async () => {
  const { stripe } = sandbox
  const { id, status } = await pay(stripe, 'pm_sandbox_slow')
  expect(status).toBe('processing')
  expect(await rejection(stripe.paymentIntents.cancel(id))).toMatchObject({
    code: 'payment_intent_unexpected_state',
  })
  await vi.waitFor(async () => expect((await stripe.paymentIntents.retrieve(id)).status).toBe('succeeded'))
})

describe('a challenge', () => {
  async function challenged() {
    const intent = await pay(sandbox.stripe, 'pm_card_threeDSecure2Required')
    expect(intent.status).toBe('requires_action')
    return {
      id: intent.id,
      secret: intent.client_secret,
      url: intent.next_action?.redirect_to_url?.url ?? '',
    }
  }
  const decide = (url: string, outcome: string) =>
    fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' })

  test('shows the amount on a page that is plainly a sandbox', async () => {
    const { url } = await challenged()
    const page = await fetch(url)
    const html = await page.text()
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(html).toContain('€12.00')
    expect(html).toContain('no money moves')
  })

  test('approved, the payment succeeds and the browser goes back with the result', async () => {
    const { id, secret, url } = await challenged()
    const answer = await decide(url, 'approve')
    expect(answer.status).toBe(303)
    const back = new URL(answer.headers.get('location') ?? '')
    expect(`${back.origin}${back.pathname}`).toBe(RETURN_URL)
    expect(Object.fromEntries(back.searchParams)).toEqual({
      payment_intent: id,
      payment_intent_client_secret: secret,
      redirect_status: 'succeeded',
    })
    expect((await sandbox.stripe.paymentIntents.retrieve(id)).status).toBe('succeeded')
  })

  test('refused, another card may be tried; deciding again changes nothing', async () => {
    const { id, url } = await challenged()
    expect((await decide(url, 'refuse')).headers.get('location')).toContain('redirect_status=failed')
    await decide(url, 'approve')
    const intent = await sandbox.stripe.paymentIntents.retrieve(id)
    expect(intent.status).toBe('requires_payment_method')
    expect(intent.last_payment_error?.code).toBe('payment_intent_authentication_failure')
  })

  test('is hidden from whoever does not know the client secret', async () => {
    const { id, url } = await challenged()
    const guessed = new URL(url)
    guessed.searchParams.set('client_secret', 'guess')
    expect((await fetch(guessed)).status).toBe(404)
    expect((await decide(guessed.href, 'approve')).status).toBe(404)
    expect((await sandbox.stripe.paymentIntents.retrieve(id)).status).toBe('requires_action')
  })
})

describe('a confirmation token', () => {
  test('confirms one payment and no second one', async () => {
    const { stripe } = sandbox
    const confirmation_token = await tokenFor(stripe, 'pm_card_visa')
    const [first, second] = await Promise.all(
      [1, 2].map(() => stripe.paymentIntents.create({ amount: 700, currency: 'eur' })),
    )
    const confirm = { confirmation_token, return_url: RETURN_URL }
    await stripe.paymentIntents.confirm(first?.id ?? '', confirm)
    const refused = await rejection(stripe.paymentIntents.confirm(second?.id ?? '', confirm))
    expect(refused).toMatchObject({ type: 'StripeInvalidRequestError', param: 'confirmation_token' })
    expect(await stripe.confirmationTokens.retrieve(confirmation_token)).toMatchObject({
      payment_intent: first?.id,
    })
  })

  test('nobody made is refused, and leaves no payment behind', async () => {
    const { stripe } = sandbox
    const before = (await stripe.events.list({ limit: 1 })).data[0]?.id
    const made = stripe.paymentIntents.create({
      amount: 700,
      currency: 'eur',
      confirm: true,
      confirmation_token: 'ctoken_unknown',
      return_url: RETURN_URL,
    })
    expect(await rejection(made)).toMatchObject({ code: 'resource_missing', param: 'confirmation_token' })
    expect((await stripe.events.list({ limit: 1 })).data[0]?.id).toBe(before)
  })

  test('is not made from a payment method that does not exist', async () => {
    expect(await rejection(tokenFor(sandbox.stripe, 'pm_card_platinum'))).toMatchObject({
      code: 'resource_missing',
    })
  })
})

test('a cancelled payment is dead: no card can pay it', async () => {
  const { stripe } = sandbox
  const { id } = await stripe.paymentIntents.create({ amount: 700, currency: 'eur' })
  expect(await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'abandoned',
  })
  const confirmation_token = await tokenFor(stripe, 'pm_card_visa')
  const refused = await rejection(
    stripe.paymentIntents.confirm(id, { confirmation_token, return_url: RETURN_URL }),
  )
  expect(refused).toMatchObject({
    code: 'payment_intent_unexpected_state',
    payment_intent: { status: 'canceled' },
  })
  expect(await rejection(stripe.paymentIntents.cancel(id))).toMatchObject({
    code: 'payment_intent_unexpected_state',
  })
})

test('the amount of a paid intent cannot be changed, its metadata can', async () => {
  const { stripe } = sandbox
  const { id } = await pay(stripe, 'pm_card_visa')
  expect(await rejection(stripe.paymentIntents.update(id, { amount: 1 + 1200 }))).toMatchObject({
    code: 'payment_intent_unexpected_state',
  })
  await stripe.paymentIntents.update(id, { metadata: { order_id: 'a', note: 'b' } })
  const updated = await stripe.paymentIntents.update(id, { metadata: { note: '' } })
  expect(updated.metadata).toEqual({ order_id: 'a' })
})

test('refunds never exceed what was received', async () => {
  const { stripe } = sandbox
  const { id } = await pay(stripe, 'pm_card_visa')
  expect(await stripe.refunds.create({ payment_intent: id, amount: 500 })).toMatchObject({
    amount: 500,
    status: 'succeeded',
  })
  expect(await rejection(stripe.refunds.create({ payment_intent: id, amount: 701 }))).toMatchObject({
    param: 'amount',
  })
  expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({ amount: 700 })
  expect(await rejection(stripe.refunds.create({ payment_intent: id }))).toMatchObject({
    code: 'charge_already_refunded',
  })
})
