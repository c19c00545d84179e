import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually, orderIdOf, type PaymentBench, startPaymentBench } from './testing.ts'

let bench: PaymentBench
beforeAll(async () => {
  bench = await startPaymentBench()
})
afterAll(() => bench.stop())

const nowSeconds = () => Math.floor(Date.now() / 1000)
const secretOf = () => bench.cloud.config.keys.shippingWebhookSecret
const urlOf = () => `${bench.cloud.config.urls.api}/functions/v1/shipping-webhook`

const sign = (body: string | Uint8Array, secret = secretOf(), at = nowSeconds()) =>
  `t=${at},v1=${createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex')}`

async function post(body: string | Uint8Array, header: string | null = sign(body)) {
  const headers = {
    'content-type': 'application/json',
    ...(header === null ? {} : { 'shipping-signature': header }),
  }
  const response = await fetch(urlOf(), { method: 'POST', body: body as BodyInit, headers })
  return { status: response.status, outcome: (await response.json()).outcome }
}

const update = (tracking: string, state: string, id = `upd_${randomUUID()}`) =>
  JSON.stringify({
    id,
    type: `shipment.${state}`,
    tracking_number: tracking,
    occurred_at: new Date().toISOString(),
  })

/** A paid order whose parcel is on its way. */
async function shipOne(): Promise<{ orderId: string; tracking: string }> {
  const [sale, shopper] = [await bench.makeSale(), randomUUID()]
  await bench.claim(shopper, sale)
  const orderId = orderIdOf(await bench.pay(shopper, sale, 'pm_card_visa'))
  await eventually(async () => expect(await bench.statusOf(orderId)).toBe('paid'))
  const tracking = `T${randomUUID().slice(0, 8).toUpperCase()}`
  await bench.sql`select ship_order(${orderId}, 'DHL', ${tracking}, null, null, ${randomUUID()})`
  return { orderId, tracking }
}

const stateOf = async (orderId: string) =>
  (await bench.sql`select state from shipments where order_id = ${orderId}`)[0]?.state

test('a signed update moves the parcel and the order once, however often it comes', async () => {
  const { orderId, tracking } = await shipOne()
  const body = update(tracking, 'delivered')
  const answers = await Promise.all([post(body), post(body), post(body)])
  expect(answers.map((answer) => answer.outcome).sort()).toEqual(['duplicate', 'duplicate', 'moved'])
  expect(answers.every((answer) => answer.status === 200)).toBe(true)
  expect(await bench.statusOf(orderId)).toBe('delivered')
  expect(await post(update(tracking, 'in_transit'))).toEqual({ status: 200, outcome: 'no_news' })
  expect(await stateOf(orderId)).toBe('delivered')
  expect(await post(update(tracking, 'returned'))).toEqual({ status: 200, outcome: 'moved' })
  expect(await stateOf(orderId)).toBe('returned')
})

test('updates that arrive the wrong way round end the same', async () => {
  const { orderId, tracking } = await shipOne()
  for (const state of ['returned', 'delivered', 'in_transit']) await post(update(tracking, state))
  expect(await stateOf(orderId)).toBe('returned')
})

test('a parcel nobody entered and a type nobody handles are answered 200 and leave nothing behind', async () => {
  const before = await bench.sql`select count(*) from processed_events where id like 'shipping:%'`
  expect(await post(update('UNKNOWN1', 'delivered'))).toEqual({ status: 200, outcome: 'unknown_tracking' })
  expect(await post(update('UNKNOWN1', 'sighted'))).toEqual({ status: 200, outcome: 'ignored' })
  expect(await post(update('UNKNOWN1', 'constructor'))).toEqual({ status: 200, outcome: 'ignored' })
  expect(await bench.sql`select count(*) from processed_events where id like 'shipping:%'`).toEqual(before)
})

describe('is refused, and moves nothing:', () => {
  let parcel: { orderId: string; tracking: string }
  beforeAll(async () => {
    parcel = await shipOne()
  })
  test.each<[string, (body: string) => string | null]>([
    ['no signature', () => null],
    ['an empty signature', () => ''],
    ['a signature made with another secret', (body) => sign(body, 'forged')],
    ["Stripe's secret", (body) => sign(body, bench.cloud.config.keys.stripeWebhookSecret)],
    ['a signature of something else', () => sign('{}')],
    ['a signature that is too old', (body) => sign(body, secretOf(), nowSeconds() - 302)],
    ['one from the future', (body) => sign(body, secretOf(), nowSeconds() + 310)],
    [
      'an old signature under a new time',
      (body) => sign(body, secretOf(), nowSeconds() - 400).replace(/t=\d+/, `t=${nowSeconds()}`),
    ],
    ['words', () => 't=now,v1=yes'],
    ['half a signature', (body) => sign(body).slice(0, -2)],
  ])('%s', async (_what, header) => {
    const body = update(parcel.tracking, 'delivered')
    expect(await post(body, header(body))).toEqual({ status: 400, outcome: undefined })
    expect(await stateOf(parcel.orderId)).toBe('in_transit')
  })

  test('what is signed but no update', async () => {
    for (const body of [
      '',
      '[]',
      'null',
      '{"id":1}',
      '{"id":"a","type":"shipment.delivered"}',
      'x'.repeat(500),
    ])
      expect(await post(body)).toMatchObject({ status: 400 })
    const zero = JSON.stringify({ id: 'z', type: 'shipment.delivered', tracking_number: 'a\0b' })
    expect(await post(zero)).toMatchObject({ status: 400 })
    expect((await post('x'.repeat(70_000))).status).toBe(413)
    expect((await fetch(urlOf())).status).toBe(405)
  })
})

test('one signed almost five minutes ago is taken, and one of two signatures is enough', async () => {
  const { tracking } = await shipOne()
  const body = update(tracking, 'in_transit')
  expect(await post(body, sign(body, secretOf(), nowSeconds() - 280))).toMatchObject({ status: 200 })
  const other = sign(body, 'the secret before').split(',')[1]
  const [time, right] = sign(body).split(',')
  expect(await post(body, `${time},${other},${right}`)).toMatchObject({ status: 200 })
})

test('random bytes, signed and not, are never answered 5xx', async () => {
  for (let n = 0; n < 150; n++) {
    const body = new Uint8Array(randomBytes(1 + (n % 64)))
    const { status } = await post(
      body,
      n % 2 ? sign(body) : `t=${nowSeconds()},v1=${randomBytes(32).toString('hex')}`,
    )
    expect(status).toBe(400)
  }
})
