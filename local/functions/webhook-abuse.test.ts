import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import fc from 'fast-check'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { baseSeed, createRandom } from '../../faults/shoppers/random.ts'
import { orderIdOf, type PaymentBench, startPaymentBench, type TestSale } from './testing.ts'

/** As the issue asks. */
const BODIES = 10_000
const AT_ONCE = 48
const TIMEOUT_MS = 120_000

let bench: PaymentBench
let sale: TestSale
let orderId: string
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

beforeAll(async () => {
  bench = await startPaymentBench()
  sale = await bench.makeSale()
  const shopper = randomUUID()
  await bench.claim(shopper, sale)
  // An order that waits for its bank: what every forgery would like to be paid.
  orderId = orderIdOf(await bench.pay(shopper, sale, 'pm_card_authenticationRequired'))
})
afterAll(async () => {
  agent.destroy()
  await bench.stop()
})

/** Everything a webhook may write, counted and summed: equal before and after means that nothing was stored. */
async function storedState(): Promise<unknown> {
  const [row] = await bench.sql`
    select (select count(*) from processed_events) as events, (select count(*) from money_entries) as money,
      (select count(*) from outbox where kind in ('order_mail', 'refund_payment')) as outbox, (select max(id) from stock_movements) as movement,
      (select string_agg(status || attempt || coalesce(decline_reason, ''), ',' order by id) from orders) as orders,
      (select string_agg(status, ',' order by id) from claims) as claims`
  return row
}

type Answer = { status: number; body: string }

function send(body: Buffer | string, headers: Record<string, string>, method = 'POST'): Promise<Answer> {
  const { hostname, port } = new URL(bench.cloud.config.urls.api)
  return new Promise((resolve, reject) => {
    const call = request(
      {
        agent,
        hostname,
        port,
        method,
        path: '/functions/v1/stripe-webhook',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }))
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

const secret = () => bench.cloud.config.keys.stripeWebhookSecret
const sign = (payload: string) => Stripe.webhooks.generateTestHeaderString({ payload, secret: secret() })

test(
  `${BODIES.toLocaleString('en')} random bodies and signatures are refused, none with a 5xx, and nothing is stored`,
  async () => {
    const generator = createRandom(baseSeed)
    const random = (below: number) => generator.int(0, below - 1)
    const bytes = (length: number) => Buffer.from(Array.from({ length }, () => random(256)))
    /** What HTTP lets a header's value be: visible bytes, the upper half included. */
    const headerBytes = (length: number) =>
      String.fromCharCode(...Array.from({ length }, () => 33 + random(94)))
    const nowSeconds = Math.floor(Date.now() / 1000)
    const signatures = [
      () => headerBytes(1 + random(200)),
      () => `t=${nowSeconds},v1=${bytes(32).toString('hex')}`,
      () => `t=${random(2 ** 31)},v1=${bytes(random(64)).toString('hex')},v0=${headerBytes(8)}`,
      () => `v1=${bytes(32).toString('hex')},t=${headerBytes(5)}`,
      () => '',
    ]
    const bodies = [
      () => bytes(random(600)),
      () => Buffer.from(`{"id":"evt_${headerBytes(12)}","type":"payment_intent.succeeded"}`),
      () => Buffer.from('['.repeat(random(400))),
      () => Buffer.alloc(0),
    ]
    const before = await storedState()
    const statuses = new Map<number, number>()
    let left = BODIES
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (left > 0) {
          left -= 1
          const signature = signatures[random(signatures.length)]?.() ?? ''
          const body = bodies[random(bodies.length)]?.() ?? ''
          const headers: Record<string, string> = { 'content-type': headerBytes(1 + random(20)) }
          if (signature !== '') headers['stripe-signature'] = signature
          const { status } = await send(body, headers)
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
        }
      }),
    )
    expect([...statuses.keys()], `FAULT_SEED=${baseSeed}`).toEqual([400])
    expect(statuses.get(400)).toBe(BODIES)
    expect(await storedState(), `FAULT_SEED=${baseSeed}`).toEqual(before)
  },
  TIMEOUT_MS,
)

describe('a paid event for an order nobody paid', () => {
  const forged = async () => {
    const { payment_intent_id: intent, total_cents: total } = await bench.getOrder(orderId)
    const object = {
      id: intent,
      object: 'payment_intent',
      status: 'succeeded',
      amount_received: Number(total),
      currency: 'eur',
      metadata: { order_id: orderId, attempt: '1' },
    }
    return JSON.stringify({
      id: `evt_${randomUUID()}`,
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object },
    })
  }
  const at = (seconds: number, payload: string, key = secret()) =>
    Stripe.webhooks.generateTestHeaderString({
      payload,
      secret: key,
      timestamp: Math.floor(Date.now() / 1000) + seconds,
    })

  test.each([
    ['signed with another secret', (payload: string) => at(0, payload, 'whsec_another')],
    ['signed with the empty secret', (payload: string) => at(0, payload, '')],
    ['signed six minutes ago', (payload: string) => at(-360, payload)],
    ['signed for another body', () => at(0, '{}')],
    [
      'with the right signature under another scheme',
      (payload: string) => at(0, payload).replace('v1=', 'v0='),
    ],
    [
      'with its time moved to now',
      (payload: string) => at(-3600, payload).replace(/t=\d+/, `t=${Math.floor(Date.now() / 1000)}`),
    ],
    ['with its signature cut short', (payload: string) => at(0, payload).slice(0, -1)],
  ])('is refused when it is %s, and the order stays unpaid', async (_what, headerOf) => {
    const before = await storedState()
    const payload = await forged()
    expect((await send(payload, { 'stripe-signature': headerOf(payload) })).status).toBe(400)
    expect(await storedState()).toEqual(before)
  })

  test('changed by a byte after it was signed is refused', async () => {
    const before = await storedState()
    const payload = await forged()
    const header = at(0, payload)
    expect((await send(payload.replace('"eur"', '"eus"'), { 'stripe-signature': header })).status).toBe(400)
    expect((await send(`${payload} `, { 'stripe-signature': header })).status).toBe(400)
    expect(
      (
        await send(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(payload)]), {
          'stripe-signature': header,
        })
      ).status,
    ).toBe(400)
    expect(await storedState()).toEqual(before)
  })
})

test('what is signed and is no event is refused or ignored, never an error to send again, and nothing is stored', async () => {
  const before = await storedState()
  const bodies = [
    'null',
    '[]',
    '"text"',
    '0',
    '{}',
    '{"id":"evt_1"}',
    '{"id":"evt_1","type":"payment_intent.succeeded"}',
    '{"id":"evt_1","type":"payment_intent.succeeded","data":null}',
    '{"id":"evt_1","type":"refund.created","data":{"object":[]}}',
    '{"id":1,"type":"payment_intent.processing","data":{"object":{}}}',
    'no JSON at all',
  ]
  for (const body of bodies)
    expect([body, (await send(body, { 'stripe-signature': sign(body) })).status]).toEqual([body, 400])
  for (const type of [
    'customer.created',
    '__proto__',
    'constructor',
    'payment_intent.succeeded.',
    ''.padEnd(500, 'x'),
  ]) {
    const body = JSON.stringify({ id: 'evt_2', type, data: { object: {} } })
    const { status, body: answer } = await send(body, { 'stripe-signature': sign(body) })
    expect([type, status, answer]).toEqual([type, 200, expect.stringContaining('ignored')])
  }
  expect(await storedState()).toEqual(before)
})

test('events of any shape about payments that are not ours, in any order and again and again, change no order and no stock', async () => {
  const { orders, claims, money } = Object(await storedState())
  const types = [
    'payment_intent.succeeded',
    'payment_intent.canceled',
    'payment_intent.processing',
    'refund.created',
    'refund.updated',
  ]
  const event = fc.record({
    id: fc.constantFrom('evt_a', 'evt_b', 'evt_c', 'evt_d'),
    type: fc.constantFrom(...types),
    amount: fc.oneof(fc.integer({ min: -5, max: 10_000 }), fc.constantFrom(2 ** 53, null)),
    status: fc.constantFrom('succeeded', 'failed', 'pending', 'canceled'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 6 }), async (events) => {
      for (const { id, type, amount, status } of events) {
        const object = {
          id: `pi_${randomUUID()}`,
          status,
          amount,
          amount_received: amount,
          currency: 'eur',
          metadata: { order_id: randomUUID() },
          payment_intent: 'pi_foreign',
        }
        const body = JSON.stringify({ id, type, data: { object } })
        const { status: answered } = await send(body, { 'stripe-signature': sign(body) })
        expect([200, 500]).toContain(answered)
      }
    }),
    { numRuns: 30 },
  )
  expect(await storedState()).toMatchObject({ orders, claims, money })
  expect(await bench.findGaps()).toEqual([])
})
