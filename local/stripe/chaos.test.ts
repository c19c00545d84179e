import { request } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { CALM, Chaos, readChaos } from './chaos.ts'
import { pay, rejection, startTestSandbox, type TestSandbox } from './testing.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterEach(async () => {
  await door('DELETE')
  sandbox.received.length = 0
})
afterAll(() => sandbox.close())

async function door(method: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.baseUrl}/local/stripe/chaos`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

const set = async (settings: object) => expect((await door('POST', settings)).status).toBe(200)
const create = (key?: string) =>
  sandbox.stripe.paymentIntents.create(
    { amount: 1200, currency: 'eur' },
    key ? { idempotencyKey: key } : undefined,
  )
const idsOf = () => sandbox.received.map(({ event }) => 'id' in event.data.object && event.data.object.id)

describe('the switches', () => {
  test('are off at first, say how they stand, and a new set replaces the old one whole', async () => {
    expect((await door('GET')).body).toEqual({ settings: CALM, met: {} })
    await set({ drop: 0.5, seed: 7 })
    expect((await door('GET')).body.settings).toEqual({ ...CALM, drop: 0.5, seed: 7 })
    await set({ fail: 0.25 })
    expect((await door('GET')).body.settings).toEqual({ ...CALM, fail: 0.25 })
  })

  test.each([
    ['not JSON', 'drop=1', /not an object/],
    ['no object', [1], /not an object/],
    ['a switch that does not exist', { dorp: 1 }, /no switch called dorp: take one of .*drop/],
    ['a share above 1', { drop: 1.1 }, /drop is above 1: set it/],
    ['a negative share', { drop: -0.1 }, /drop is below 0: set it/],
    ['a share in words', { drop: 'often' }, /drop is not a number: set it/],
    ['webhooks of more than one fate', { drop: 0.6, delay: 0.5 }, /add up to 1/],
    ['requests of more than one fate', { fail: 0.6, loseAnswer: 0.5 }, /add up to 1/],
    ['a seed with a fraction', { seed: 1.5 }, /seed is not a whole number/],
    ['an endless delay', { delayMs: 1e9 }, /delayMs is above/],
  ])('refuse %s and stay as they were', async (_what, body, message) => {
    await set({ drop: 0.25 })
    const refused = await door('POST', body)
    expect(refused.status).toBe(400)
    expect(refused.body.error.message).toMatch(message)
    expect((await door('GET')).body.settings.drop).toBe(0.25)
  })

  test('are out of reach for a page of another site and for a name that only resolves here', async () => {
    expect((await door('POST', { drop: 1 }, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await door('POST', { drop: 1 }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    const { port } = new URL(sandbox.baseUrl)
    const status = await new Promise((resolve, reject) => {
      const asked = request(
        { port, path: '/local/stripe/chaos', headers: { host: 'evil.example' } },
        (answer) => resolve(answer.resume().statusCode),
      )
      asked.on('error', reject).end()
    })
    expect(status).toBe(403)
    expect((await door('GET')).body.settings).toEqual(CALM)
    expect((await door('PUT')).status).toBe(405)
  })
})

describe('turned all the way up', () => {
  test('drop: the webhook never comes, the event can still be read', async () => {
    await set({ drop: 1 })
    const lost = await pay(sandbox.stripe, 'pm_card_visa')
    await vi.waitFor(async () => expect((await door('GET')).body.met).toEqual({ drop: 1 }))
    await set({})
    const next = await pay(sandbox.stripe, 'pm_card_visa')
    await vi.waitFor(() => expect(idsOf()).toEqual([next.id]))
    const { data } = await sandbox.stripe.events.list({ type: 'payment_intent.succeeded' })
    expect(data.map((event) => 'id' in event.data.object && event.data.object.id)).toContain(lost.id)
  })

  test('duplicate: the same event comes twice', async () => {
    await set({ duplicate: 1 })
    await pay(sandbox.stripe, 'pm_card_visa')
    await vi.waitFor(() => expect(sandbox.received).toHaveLength(2))
    expect(new Set(sandbox.received.map(({ event }) => event.id)).size).toBe(1)
  })

  test('delay: it comes, later', async () => {
    await set({ delay: 1, delayMs: 400 })
    const before = performance.now()
    await pay(sandbox.stripe, 'pm_card_visa')
    await vi.waitFor(() => expect(sandbox.received).toHaveLength(1))
    expect(performance.now() - before).toBeGreaterThanOrEqual(399)
  })

  test('reorder: the next webhook overtakes it', async () => {
    await set({ reorder: 1 })
    const first = await pay(sandbox.stripe, 'pm_card_visa')
    await vi.waitFor(async () => expect((await door('GET')).body.met).toEqual({ reorder: 1 }))
    await set({})
    const second = await pay(sandbox.stripe, 'pm_card_visa')
    await vi.waitFor(() => expect(idsOf()).toEqual([second.id, first.id]))
  })

  test('tooMany: 429, and nothing was done', async () => {
    await set({ tooMany: 1 })
    expect(await rejection(create())).toMatchObject({ type: 'StripeRateLimitError', statusCode: 429 })
  })

  test('fail: 500, nothing was done, and the key gives the same 500 again', async () => {
    await set({ fail: 1 })
    expect(await rejection(create('chaos-fail'))).toMatchObject({ statusCode: 500 })
    await set({})
    expect(await rejection(create('chaos-fail'))).toMatchObject({ statusCode: 500 })
  })

  test('failAfter: 500, and the work was done all the same', async () => {
    const count = async () =>
      (await sandbox.stripe.events.list({ type: 'payment_intent.created', limit: 100 })).data.length
    const before = await count()
    await set({ failAfter: 1 })
    expect(await rejection(create('chaos-after'))).toMatchObject({ statusCode: 500 })
    await set({})
    expect(await count()).toBe(before + 1)
    expect(await rejection(create('chaos-after'))).toMatchObject({ statusCode: 500 })
    expect(await count()).toBe(before + 1)
  })

  test('loseAnswer: the connection ends, and the key finds the work that was done', async () => {
    await set({ loseAnswer: 1 })
    expect(await rejection(create('chaos-lost'))).toMatchObject({ type: 'StripeConnectionError' })
    await set({})
    expect((await create('chaos-lost')).lastResponse.headers['idempotent-replayed']).toBe('true')
  })
})

test('the same seed gives the same luck, another seed another, and the shares are kept', () => {
  const luck = (seed: number) => {
    const chaos = new Chaos()
    const read = readChaos({ drop: 0.1, duplicate: 0.2, delay: 0.1, reorder: 0.1, seed })
    if ('problem' in read) throw new Error(read.problem)
    chaos.set(read.settings)
    const fates = Array.from({ length: 4_000 }, () => chaos.onDelivery()?.kind ?? 'sent')
    return { fates, met: chaos.met }
  }
  expect(luck(3)).toEqual(luck(3))
  expect(luck(3).fates).not.toEqual(luck(4).fates)
  const { drop = 0, duplicate = 0 } = luck(3).met
  expect(drop / 4_000).toBeCloseTo(0.1, 1)
  expect(duplicate / 4_000).toBeCloseTo(0.2, 1)
})
