import { randomUUID } from 'node:crypto'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSale, type TestSale } from '../support/sale.ts'
import { until } from './cloud.ts'
import { actionId, callAction, startWholeShop, type WholeShop } from './whole-shop.ts'

let shop: WholeShop
let sale: TestSale
beforeAll(async () => {
  // As talkative as it can be made: what is not written down then is never written down.
  shop = await startWholeShop({ LOG_LEVEL: 'trace' })
  sale = await createSale(shop.sql, { items: [{ name: 'Mug', stock: 20, limitPerShopper: 9 }] })
}, 180_000)
afterAll(() => shop?.stop())

/** What must never be written down, by what it is. Filled as the flow meets it. */
const secrets = new Map<string, string>([
  ['card number', '4242424242424242'],
  ['card number with spaces', '4000 0566 5566 5556'],
  ['card number with dashes', '5555-5555-5555-4444'],
  ['security code in a field', 'cvc=31415'],
  ['password', `correct horse ${randomUUID()}`],
  ['forged pass', `forged.pass.${randomUUID()}`],
  ['forged token', `eyJhbGciOiJFUzI1NiJ9.${Buffer.from(randomUUID()).toString('base64url')}.c2ln`],
  ['client secret of a payment', `pi_1_secret_${randomUUID().slice(0, 12)}`],
  ['confirmation token nobody made', `ctoken_${randomUUID().replaceAll('-', '')}`],
  ['webhook signature', `v1=${randomUUID().replaceAll('-', '').repeat(2)}`],
  ['e-mail', `ada.${randomUUID()}@example.com`],
  ['street', `Secret Lane ${randomUUID()}`],
])
const secret = (what: string) => secrets.get(what) ?? ''

const contact = (change: object = {}) => ({
  email: secret('e-mail'),
  name: `Ada ${secret('card number')}`,
  line1: secret('street'),
  line2: secret('card number with spaces'),
  postalCode: '20457',
  city: `Hamburg ${secret('card number with dashes')}`.slice(0, 60),
  country: 'DE',
  ...change,
})

const json = (body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

/** A shopper's pass and session, as a browser gets them; both are secrets from now on. */
async function enter(): Promise<{ cookie: string; pass: string }> {
  const answer = await fetch(`${shop.origin}/api/sales/${sale.slug}/pass`, json({}))
  const { pass } = (await answer.json()) as { pass: string }
  const pairs = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '')
  secrets.set('pass', pass)
  for (const pair of pairs) {
    const value = decodeURIComponent(pair.slice(pair.indexOf('=') + 1))
    if (value.length < 24) continue
    secrets.set(`cookie ${pair.slice(0, pair.indexOf('='))}`, value)
    const decoded = Buffer.from(value.replace('base64-', ''), 'base64').toString()
    for (const name of ['access_token', 'refresh_token']) {
      const found = new RegExp(`"${name}":"([^"]+)"`).exec(decoded)?.[1]
      if (found) secrets.set(name, found)
    }
  }
  return { cookie: pairs.join('; '), pass }
}

async function claim(pass: string) {
  const item = sale.items[0]?.id
  await fetch(
    `${shop.origin}/api/claims`,
    json(
      { itemId: item, quantity: 1, requestId: randomUUID(), card: secret('card number') },
      { authorization: `Pass ${pass}` },
    ),
  )
  await fetch(
    `${shop.origin}/api/claims`,
    json(`{"itemId": "${secret('card number')}"`, { authorization: `Pass ${pass}` }),
  )
  await fetch(
    `${shop.origin}/api/claims`,
    json({ itemId: item }, { authorization: `Pass ${secret('forged pass')}` }),
  )
  await fetch(
    `${shop.origin}/api/claims`,
    json(
      { itemId: item },
      { authorization: `Bearer ${secret('forged token')}`, cookie: `a=${secret('password')}` },
    ),
  )
}

const bag = () => `/sales/${sale.slug}/bag`
const payWith = (confirmationToken: string, cookie: string, change: object = {}) =>
  callAction(
    shop.origin,
    bag(),
    actionId('payForBag'),
    [{ saleId: sale.id, requestId: randomUUID(), confirmationToken, contact: contact(), ...change }],
    cookie,
  )

async function makeToken(cookie: string, method: string): Promise<string> {
  const { text } = await callAction(
    shop.origin,
    bag(),
    actionId('makeSandboxToken'),
    [{ paymentMethod: method, keep: false }],
    cookie,
  )
  const token = /ctoken_[A-Za-z0-9_]+/.exec(text)?.[0]
  if (!token) throw new Error(`No token in ${text.slice(0, 400)}`)
  secrets.set(`confirmation token of ${method}`, token)
  return token
}

/** Calls while a database function is missing: what fails there carries everything it was called with. */
async function whileBroken(name: string, work: () => Promise<unknown>) {
  const [found] =
    await shop.sql`select pg_get_function_identity_arguments(oid) as args from pg_proc where proname = ${name}`
  await shop.sql.unsafe(`alter function public.${name}(${found?.args}) rename to ${name}_away`)
  await work()
  await shop.sql.unsafe(`alter function public.${name}_away(${found?.args}) rename to ${name}`)
}

test('a whole sale and everything that can go wrong in it leaves no secret, no token, no card number and no address in any log', async () => {
  const { keys } = shop.config
  for (const [name, value] of Object.entries({ ...keys, jwtSigningKey: keys.jwtSigningKey.d }))
    if (name !== 'publishableKey') secrets.set(name, value)

  const shopper = await enter()
  await claim(shopper.pass)
  await payWith(secret('confirmation token nobody made'), shopper.cookie)
  await payWith('pm_card_visa', shopper.cookie)
  await payWith(await makeToken(shopper.cookie, 'pm_card_visa_chargeDeclined'), shopper.cookie)
  await payWith(await makeToken(shopper.cookie, 'pm_card_visa'), shopper.cookie, {
    contact: contact({ email: `${secret('card number')}@` }),
  })
  await whileBroken('open_order', async () =>
    payWith(await makeToken(shopper.cookie, 'pm_card_mastercard'), shopper.cookie),
  )
  await whileBroken('claim_stock', () => claim(shopper.pass))
  await payWith(await makeToken(shopper.cookie, 'pm_card_visa'), shopper.cookie)
  await until(
    'the order is paid',
    async () =>
      (await shop.sql`select 1 from orders where sale_id = ${sale.id} and status = 'paid'`).length > 0,
    20_000,
  )

  // Pages are asked for with what banks and people hang on to addresses.
  const [order] = await shop.sql`select id from orders where sale_id = ${sale.id}`
  for (const path of [
    '/',
    `/sales/${sale.slug}`,
    `/orders/${order?.id}`,
    bag(),
    '/dashboard',
    '/no-such-page',
    '/api/nothing',
  ])
    await fetch(
      `${shop.origin}${path}?payment_intent_client_secret=${secret('client secret of a payment')}&card=${secret('card number')}&${secret('security code in a field')}`,
      { headers: { cookie: shopper.cookie } },
    )

  // The webhook, forged and right, broken and whole.
  const webhook = `${shop.config.urls.api}/functions/v1/stripe-webhook`
  const event = JSON.stringify({
    id: 'evt_1',
    type: 'payment_intent.payment_failed',
    data: {
      object: {
        id: 'pi_1',
        metadata: {},
        client_secret: secret('client secret of a payment'),
        card: secret('card number'),
      },
    },
  })
  await fetch(webhook, json(event, { 'stripe-signature': `t=1,${secret('webhook signature')}` }))
  await fetch(
    webhook,
    json(event, {
      'stripe-signature': Stripe.webhooks.generateTestHeaderString({
        payload: event,
        secret: keys.stripeWebhookSecret,
      }),
    }),
  )
  await fetch(`${shop.config.urls.api}/functions/v1/drain-outbox`, {
    method: 'POST',
    headers: { apikey: keys.secretKey },
  })
  await fetch(`${shop.config.urls.api}/functions/v1/drain-outbox`, {
    method: 'POST',
    headers: { apikey: secret('forged token') },
  })

  // Signing up and in, rightly and wrongly, and the Data API with tokens that are none.
  const auth = (path: string, body: object) =>
    fetch(`${shop.config.urls.api}/auth/v1/${path}`, json(body, { apikey: keys.publishableKey }))
  await auth('signup', { email: secret('e-mail'), password: secret('password') })
  await auth('token?grant_type=password', { email: secret('e-mail'), password: secret('password') })
  await auth('token?grant_type=password', { email: secret('e-mail'), password: `${secret('password')}!` })
  await auth('token?grant_type=refresh_token', { refresh_token: secret('refresh_token') })
  await callAction(shop.origin, '/sign-in', actionId('signIn'), [null, null], shopper.cookie)
  const rest = (path: string, token: string) =>
    fetch(`${shop.config.urls.api}/rest/v1/${path}`, {
      headers: { apikey: keys.publishableKey, authorization: `Bearer ${token}` },
    })
  await rest('orders?select=nothing', secret('access_token'))
  await rest(`orders?email=eq.${encodeURIComponent(secret('e-mail'))}&select=*,nothing(*)`, keys.secretKey)
  await rest('orders', secret('forged token'))

  await until(
    'the mail is sent',
    async () =>
      (
        await shop.sql`select 1 from outbox where done_at is null and parked_at is null and kind = 'order_mail'`
      ).length === 0,
    20_000,
  )
  const logs = shop.readLogs()
  expect([...logs.keys()].length).toBeGreaterThan(3)
  expect(logs.get('shop.log') ?? '').toContain('"level":50')
  const found = [...logs].flatMap(([file, text]) =>
    [...secrets].flatMap(([what, value]) => {
      const at = text.indexOf(value)
      return value !== '' && at !== -1
        ? [`${what} in ${file}: …${text.slice(Math.max(0, at - 160), at)}…`]
        : []
    }),
  )
  expect(found).toEqual([])
  expect(secrets.size).toBeGreaterThan(24)
}, 120_000)
