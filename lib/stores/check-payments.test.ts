import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { WEBHOOK_EVENTS } from '#lib/stripe/webhook-events.ts'
import { checkPayments } from './check-payments.ts'
import type { Finding } from './payment-keys.ts'

const KEYS = {
  stripeSecretKey: 'sk_live_hidden',
  stripePublishableKey: 'pk_live_hidden',
  stripeApiBase: null,
}

/** Stripe and the Edge Function, as they answer at the moment: a status and a body by path. */
let answers: Record<string, { status: number; body: unknown }>
let asked: string[] = []
let server: Server
let port: number

beforeAll(async () => {
  server = createServer((req, res) => {
    asked.push(req.url ?? '')
    const { status, body } = answers[new URL(req.url ?? '/', 'http://x').pathname] ?? {
      status: 404,
      body: {},
    }
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const endpoint = () => ({
  id: 'we_1',
  object: 'webhook_endpoint',
  url: `http://127.0.0.1:${port}/functions/v1/stripe-webhook`,
  status: 'enabled',
  enabled_events: [...WEBHOOK_EVENTS] as string[],
  api_version: Stripe.API_VERSION as string | null,
})
const list = (...data: unknown[]) => ({
  status: 200,
  body: { object: 'list', data, has_more: false, url: '/' },
})
const error = (status: number) => ({
  status,
  body: { error: { type: 'invalid_request_error', message: 'no' } },
})

beforeEach(() => {
  asked = []
  answers = {
    '/v1/account': {
      status: 200,
      body: { id: 'acct_1', object: 'account', charges_enabled: true, payouts_enabled: true },
    },
    '/v1/webhook_endpoints': list(endpoint()),
    '/v1/events': list(),
    '/functions/v1/stripe-webhook': { status: 400, body: { code: 'bad_signature' } },
  }
})

function check(env = KEYS): Promise<Finding[]> {
  const stripe = new Stripe(env.stripeSecretKey, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    telemetry: false,
  })
  return checkPayments({ stripe, env: { ...env, supabaseUrl: `http://127.0.0.1:${port}` } })
}
const states = (found: Finding[]) => Object.fromEntries(found.map(({ what, state }) => [what, state]))
const of = (found: Finding[], what: Finding['what']) => found.find((finding) => finding.what === what)

test('an installation that is well is told so, at every point, and nothing of its keys', async () => {
  const found = await check()
  expect(found.map(({ what }) => what)).toEqual([
    'Keys',
    'Account',
    'Webhook endpoint',
    'Webhook function',
    'Deliveries',
  ])
  expect(found.every(({ state, toDo }) => state === 'good' && toDo === null)).toBe(true)
  expect(JSON.stringify(found)).not.toContain('hidden')
})

test('a key that Stripe refuses, one that may not look, and a Stripe that is away are three things', async () => {
  answers['/v1/account'] = error(401)
  answers['/v1/webhook_endpoints'] = error(403)
  answers['/v1/events'] = error(500)
  const found = await check()
  expect(states(found)).toMatchObject({
    Account: 'fault',
    'Webhook endpoint': 'unknown',
    Deliveries: 'unknown',
  })
  expect(of(found, 'Account')?.toDo).toMatch(/STRIPE_SECRET_KEY/)
  expect(of(found, 'Webhook endpoint')?.toDo).toMatch(/let the key read/)
  expect(of(found, 'Deliveries')?.says).toMatch(/did not answer/)
  // Each question is asked once: somebody waits for the answer.
  expect(asked).toHaveLength(4)
})

test('an account that may not take money is a fault with live keys, and a note with test keys', async () => {
  answers['/v1/account'] = {
    status: 200,
    body: { object: 'account', charges_enabled: false, payouts_enabled: false },
  }
  expect(of(await check(), 'Account')).toMatchObject({
    state: 'fault',
    toDo: expect.stringMatching(/account/),
  })
  const testing = {
    ...KEYS,
    stripeSecretKey: 'sk_test_hidden',
    stripePublishableKey: 'pk_test_hidden',
  }
  expect(of(await check(testing), 'Account')).toMatchObject({
    state: 'good',
    says: expect.stringMatching(/test cards/),
  })
})

test.each([
  [
    'there is none',
    () => [],
    /no webhook endpoint/,
    /add http.*payment_intent\.succeeded.*STRIPE_WEBHOOK_SECRET/,
  ],
  [
    'another site’s',
    () => [{ ...endpoint(), url: 'https://else.example' }],
    /no webhook endpoint/,
    /add http/,
  ],
  ['it is off', () => [{ ...endpoint(), status: 'disabled' }], /switched off/, /Switch it on/],
  [
    'disputes are missing',
    () => [{ ...endpoint(), enabled_events: WEBHOOK_EVENTS.filter((type) => !type.includes('dispute')) }],
    /charge\.dispute\.created/,
    /Add these events/,
  ],
  [
    'an old version',
    () => [{ ...endpoint(), api_version: '2020-01-01' }],
    /speaks 2020-01-01/,
    /add another/,
  ],
  [
    'the account’s version',
    () => [{ ...endpoint(), api_version: null }],
    /account’s own version/,
    /add another/,
  ],
])('a webhook endpoint where %s is a fault with its repair', async (_, endpoints, says, toDo) => {
  answers['/v1/webhook_endpoints'] = list(...endpoints())
  expect(of(await check(), 'Webhook endpoint')).toMatchObject({
    state: 'fault',
    says: expect.stringMatching(says),
    toDo: expect.stringMatching(toDo),
  })
})

test('an endpoint told of everything by one star is well, and one that is off beside it does no harm', async () => {
  answers['/v1/webhook_endpoints'] = list(
    { ...endpoint(), status: 'disabled' },
    { ...endpoint(), enabled_events: ['*'] },
  )
  expect(of(await check(), 'Webhook endpoint')?.state).toBe('good')
})

test.each([
  [404, {}, /not deployed/, /functions deploy stripe-webhook/],
  [401, {}, /asks Stripe for a session/, /verify_jwt/],
  [500, { code: 'try_again' }, /fails before/, /STRIPE_WEBHOOK_SECRET/],
  [200, { received: true }, /Something else answers/, /NEXT_PUBLIC_SUPABASE_URL/],
  [400, 'a proxy', /Something else answers/, /proxy/],
  [302, {}, /Something else answers/, /proxy/],
])('a function that answers %s %j is a fault with its repair', async (status, body, says, toDo) => {
  answers['/functions/v1/stripe-webhook'] = { status, body }
  expect(of(await check(), 'Webhook function')).toMatchObject({
    state: 'fault',
    says: expect.stringMatching(says),
    toDo: expect.stringMatching(toDo),
  })
})

test('where nothing listens, that is said with the address', async () => {
  const stripe = new Stripe('sk_live_x', { host: '127.0.0.1', port, protocol: 'http', telemetry: false })
  const found = await checkPayments({ stripe, env: { ...KEYS, supabaseUrl: 'http://127.0.0.1:1' } })
  expect(of(found, 'Webhook function')?.says).toMatch(/^Nothing answers at http:\/\/127\.0\.0\.1:1\//)
})

test('events that were not taken point at the signing secret; those still on their way are not asked for', async () => {
  answers['/v1/events'] = list({ id: 'evt_1' }, { id: 'evt_2' })
  expect(of(await check(), 'Deliveries')).toMatchObject({
    state: 'fault',
    says: '2 events of the last day have not been taken.',
    toDo: expect.stringMatching(/STRIPE_WEBHOOK_SECRET/),
  })
  const query = new URL(asked.find((url) => url.startsWith('/v1/events')) ?? '', 'http://x').searchParams
  expect(query.get('delivery_success')).toBe('false')
  expect(Number(query.get('created[lte]'))).toBeLessThan(Date.now() / 1000 - 200)
})
