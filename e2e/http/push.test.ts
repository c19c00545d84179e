import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { passFor } from './cloud.ts'
import { cookiesOf, device, type Init, OFF, type PushCalls, startPushCalls } from './push-calls.ts'
import { forgedToken, signedToken, trickTokens } from './tokens.ts'

let push: PushCalls
beforeAll(async () => {
  push = await startPushCalls()
})
afterAll(() => push.cloud.stop())

test('a phone that has never been here saves its subscription: it gets a session, what it asked for is on, nothing else', async () => {
  const phone = device()
  const saved = await push.save(phone, { kinds: ['offer'] })
  expect(saved.status).toBe(201)
  expect(saved.body.settings).toEqual({ ...OFF, offer: true })
  const cookie = cookiesOf(saved)
  expect(cookie).toContain('auth-token')
  const again = await push.save(phone, { cookie, language: 'ar' })
  expect([again.status, again.headers.getSetCookie()]).toEqual([200, []])
  expect(again.body.subscription).toEqual(saved.body.subscription)
  expect([...(await push.rowsOf(phone.endpoint))]).toMatchObject([{ side: 'shopper', language: 'ar' }])
  const mine = await push.call('GET', '/api/me/notifications', null, { cookie })
  expect(mine.body).toMatchObject({
    settings: { ...OFF, offer: true },
    devices: 1,
    email: null,
    reminders: [],
  })
  expect(mine.body.publicKey).toBe(push.cloud.config.keys.vapidPublicKey)
})

test('only push services are saved: everything else would be a call from inside to wherever somebody likes', async () => {
  const { urls } = push.cloud.config
  for (const endpoint of [
    'https://127.0.0.1/latest/meta-data',
    `${urls.api}/rest/v1/orders`,
    'https://fcm.googleapis.com.evil.example/x',
    'https://fcm.googleapis.com@127.0.0.1/x',
    'http://fcm.googleapis.com/fcm/send/x',
    `https://evil.example/${'x'.repeat(40)}`,
  ]) {
    expect({ endpoint, code: (await push.save(device(endpoint))).code }).toEqual({
      endpoint,
      code: 'foreign_endpoint',
    })
    expect([...(await push.rowsOf(endpoint))]).toEqual([])
  }
  expect((await push.save(device(`${urls.local}/local/push/to/x`))).status).toBe(201)
})

test('what is not of the shape is refused with a sentence, and nothing is kept of it', async () => {
  const good = device()
  const wrong: [number, unknown][] = [
    [422, { ...good, endpoint: 7 }],
    [422, { ...good, endpoint: `https://fcm.googleapis.com/${'x'.repeat(1100)}` }],
    [422, { ...good, keys: { ...good.keys, auth: 'short' } }],
    [422, { ...good, keys: { ...good.keys, p256dh: `A${'x'.repeat(86)}` } }],
    [422, null],
  ]
  for (const [status, subscription] of wrong) {
    const answer = await push.save(subscription)
    expect([answer.status, answer.code]).toEqual([status, 'invalid'])
  }
  for (const extra of [
    { language: 'fr' },
    { timeZone: "x'; drop" },
    { kinds: ['everything'] },
    { as: 'owner' },
    { kinds: 'offer' },
  ])
    expect((await push.save(good, extra)).code).toBe('invalid')
  expect((await push.save(good, { raw: '{' })).status).toBe(400)
  expect(
    (await push.save(good, { raw: JSON.stringify({ subscription: good, x: 'x'.repeat(5000) }) })).status,
  ).toBe(413)
  expect((await push.save(good, { raw: '[]' })).status).toBe(422)
  expect([...(await push.rowsOf(good.endpoint))]).toEqual([])
})

test('forged tokens, other sites and a mere pass are refused everywhere', async () => {
  const { none, hmac } = await trickTokens(push.cloud)
  const phone = device()
  const calls = (init: Init) => [
    push.save(phone, init),
    push.call('POST', '/api/me/notifications', { settings: { help: true } }, init),
    push.call('POST', '/api/reminders', { saleId: push.upcoming.id }, init),
  ]
  for (const token of [
    await forgedToken(push.cloud),
    none,
    hmac,
    await signedToken(push.cloud, { secondsLeft: -60 }),
    'x',
  ]) {
    for (const answer of await Promise.all(calls({ token })))
      expect([answer.status, answer.code]).toEqual([401, 'unauthenticated'])
  }
  const cookie = cookiesOf(await push.save(device()))
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
  ]
  for (const headers of foreign) {
    for (const answer of await Promise.all(calls({ cookie, headers })))
      expect(answer.code).toBe('forbidden_origin')
    const stop = await push.call('DELETE', `/api/reminders/${push.upcoming.id}`, null, { cookie, headers })
    expect(stop.code).toBe('forbidden_origin')
  }
  const pass = passFor(push.cloud, randomUUID(), push.upcoming.id)
  const remind = await push.call('DELETE', `/api/reminders/${push.upcoming.id}`, null, {
    headers: { authorization: `Pass ${pass}` },
  })
  expect(remind.code).toBe('unauthenticated')
  // Good signature, but nobody of that id: the account is gone.
  const ghost = await signedToken(push.cloud)
  expect((await push.save(phone, { token: ghost })).code).toBe('unauthenticated')
  expect([...(await push.rowsOf(phone.endpoint))]).toEqual([])
})

test('knowing an endpoint is not having the device: another secret neither takes over nor removes nor renews', async () => {
  const phone = device()
  const cookie = cookiesOf(await push.save(phone))
  const [row] = await push.rowsOf(phone.endpoint)
  const thief = { ...phone, keys: device().keys }
  expect((await push.save(thief)).code).toBe('invalid')
  expect((await push.call('POST', '/api/push/subscriptions/remove', { subscription: thief })).status).toBe(
    204,
  )
  const next = device()
  const renewal = { old: { endpoint: phone.endpoint, keys: thief.keys }, subscription: next }
  expect((await push.call('POST', '/api/push/subscriptions/renew', renewal)).code).toBe(
    'unknown_subscription',
  )
  expect([...(await push.rowsOf(phone.endpoint))]).toEqual([row])

  const renewed = await push.call('POST', '/api/push/subscriptions/renew', { old: phone, subscription: next })
  expect(renewed.status).toBe(200)
  expect([...(await push.rowsOf(phone.endpoint))]).toEqual([])
  expect([...(await push.rowsOf(next.endpoint))]).toMatchObject([{ user_id: row?.user_id, language: 'de' }])
  const evil = { old: next, subscription: device('https://evil.example/xxxxxxxxxxxxxxxx') }
  expect((await push.call('POST', '/api/push/subscriptions/renew', evil)).code).toBe('foreign_endpoint')
  for (let time = 0; time < 2; time += 1)
    expect((await push.call('POST', '/api/push/subscriptions/remove', { subscription: next })).status).toBe(
      204,
    )
  const mine = await push.call('GET', '/api/me/notifications', null, { cookie })
  expect(mine.body.devices).toBe(0)
})
