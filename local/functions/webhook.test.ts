import { randomUUID } from 'node:crypto'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PaymentBench, startPaymentBench } from './testing.ts'

let bench: PaymentBench
beforeAll(async () => {
  bench = await startPaymentBench()
})
afterAll(() => bench.stop())

const eventOf = (type: string, object: object) => ({
  id: `evt_${randomUUID()}`,
  object: 'event',
  api_version: Stripe.API_VERSION,
  type,
  data: { object },
})
const intentOf = (fields: object) => ({
  id: `pi_${randomUUID()}`,
  object: 'payment_intent',
  metadata: {},
  ...fields,
})

const signed = (secret: string, timestamp?: number) => (payload: string) =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret, ...(timestamp ? { timestamp } : {}) })
const urlOf = (name: string) => `${bench.cloud.config.urls.api}/functions/v1/${name}`
const nowSeconds = () => Math.floor(Date.now() / 1000)

async function countEvents(): Promise<number> {
  const [row] = await bench.sql<{ count: number }[]>`select count(*)::int from processed_events`
  return row?.count ?? -1
}

describe('the webhook', () => {
  const event = () => eventOf('payment_intent.processing', intentOf({ status: 'processing' }))

  test('takes an event that Stripe signed, once', async () => {
    const one = event()
    expect(await bench.post(one)).toEqual({ status: 200, outcome: 'processing' })
    expect(await bench.post(one)).toEqual({ status: 200, outcome: 'duplicate' })
  })

  test('takes one that was signed almost five minutes ago, with a slow clock in between', async () => {
    const secret = bench.cloud.config.keys.stripeWebhookSecret
    expect(await bench.post(event(), signed(secret, nowSeconds() - 280))).toMatchObject({ status: 200 })
  })

  test.each([
    ['no signature', () => ''],
    ['a signature made with another secret', signed('whsec_forged')],
    ['words for a signature', () => 'v1=1'],
    ['a signature of something else', () => signed(bench.cloud.config.keys.stripeWebhookSecret)('{}')],
    [
      'a signature that is too old',
      (payload: string) => signed(bench.cloud.config.keys.stripeWebhookSecret, nowSeconds() - 302)(payload),
    ],
  ])('refuses %s, and nothing is changed by it', async (_what, header) => {
    const before = await countEvents()
    expect(await bench.post(event(), header)).toMatchObject({ status: 400 })
    expect(await countEvents()).toBe(before)
  })

  test('answers 200 to types nobody handles and to payments that are not ours', async () => {
    expect(await bench.post(eventOf('customer.created', { id: 'cus_1', object: 'customer' }))).toEqual({
      status: 200,
      outcome: 'ignored',
    })
    const foreign = intentOf({
      status: 'succeeded',
      amount_received: 100,
      currency: 'eur',
      latest_charge: 'ch_1',
    })
    expect(await bench.post(eventOf('payment_intent.succeeded', foreign))).toEqual({
      status: 200,
      outcome: 'unknown_order',
    })
  })

  test('answers 500 when it could not be done, so that Stripe sends it again, and says nothing of why', async () => {
    // An intent Stripe has never heard of: asking about it fails.
    const failed = intentOf({ status: 'requires_payment_method' })
    const one = eventOf('payment_intent.payment_failed', failed)
    expect(await bench.post(one)).toEqual({ status: 500, outcome: undefined })
    const [row] = await bench.sql`select 1 from processed_events where id = ${one.id}`
    expect(row).toBeUndefined()
  })

  test('takes POST and nothing longer than an event can be', async () => {
    expect((await fetch(urlOf('stripe-webhook'))).status).toBe(405)
    const long = await fetch(urlOf('stripe-webhook'), {
      method: 'POST',
      body: 'x'.repeat(600_000),
      headers: { 'stripe-signature': 't=1,v1=1' },
    })
    expect(long.status).toBe(413)
  })
})

describe('draining the outbox', () => {
  const drain = async (headers: Record<string, string>, method = 'POST') => {
    const response = await fetch(urlOf('drain-outbox'), { method, headers })
    return { status: response.status, body: await response.json() }
  }

  test('is for a secret key alone', async () => {
    const { publishableKey, secretKey } = bench.cloud.config.keys
    const refused: Record<string, string>[] = [
      {},
      { apikey: publishableKey },
      { apikey: `${secretKey}x` },
      { authorization: 'Bearer ' },
    ]
    for (const headers of refused) expect(await drain(headers)).toMatchObject({ status: 401 })
    expect(await drain({ apikey: secretKey })).toMatchObject({ status: 200, body: { failed: 0 } })
    expect(await drain({ authorization: `Bearer ${secretKey}` })).toMatchObject({ status: 200 })
    expect(await drain({ apikey: secretKey }, 'GET')).toMatchObject({ status: 405 })
  })

  test('a row that cannot be done keeps the others from nothing, and comes again with its reason', async () => {
    const [bad] = await bench.sql<{ id: string }[]>`
      insert into outbox (kind, payload) values ('order_mail', ${bench.sql.json({ order_id: randomUUID(), template: 'paid' })})
      returning id`
    const { secretKey } = bench.cloud.config.keys
    await drain({ apikey: secretKey })
    const [row] =
      await bench.sql`select done_at, attempts, last_error, run_after > now() as later from outbox where id = ${bad?.id ?? 0}`
    expect(row).toMatchObject({
      done_at: null,
      last_error: expect.stringContaining('could not be read'),
      later: true,
    })
  })
})
