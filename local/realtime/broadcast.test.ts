import { afterAll, beforeAll, expect, test } from 'vitest'
import { mintToken, type Stand, startStand, subscribed } from './testing.ts'

let stand: Stand
beforeAll(async () => {
  stand = await startStand()
})
afterAll(() => stand.stop())

test('a broadcast reaches every other client of its topic, and no other topic', async () => {
  const [one, two, elsewhere] = [stand.client(), stand.client(), stand.client()]
  const sender = one.channel('room:1')
  const receiver = two.channel('room:1')
  const stranger = elsewhere.channel('room:2')
  const heard: unknown[] = []
  const misheard: unknown[] = []
  sender.on('broadcast', { event: '*' }, (message) => misheard.push(message))
  stranger.on('broadcast', { event: '*' }, (message) => misheard.push(message))
  receiver.on('broadcast', { event: 'stock' }, (message) => heard.push(message))
  await Promise.all([subscribed(sender), subscribed(receiver), subscribed(stranger)])
  await sender.send({ type: 'broadcast', event: 'stock', payload: { free: 3, name: 'Tee ✿ 茶' } })
  await sender.send({ type: 'broadcast', event: 'stock', payload: { free: 2 } })
  await expect.poll(() => heard.length).toBe(2)
  expect(heard).toEqual([
    { type: 'broadcast', event: 'stock', payload: { free: 3, name: 'Tee ✿ 茶' } },
    { type: 'broadcast', event: 'stock', payload: { free: 2 } },
  ])
  expect(misheard).toEqual([])
})

test('with self the sender hears itself, with ack it knows that the server has the message', async () => {
  const channel = stand.client().channel('self', { config: { broadcast: { self: true, ack: true } } })
  const heard: unknown[] = []
  channel.on('broadcast', { event: 'e' }, ({ payload }) => heard.push(payload))
  await subscribed(channel)
  expect(await channel.send({ type: 'broadcast', event: 'e', payload: { n: 1 } })).toBe('ok')
  await expect.poll(() => heard).toEqual([{ n: 1 }])
})

test('bytes arrive as the bytes that were sent', async () => {
  const sender = stand.client().channel('bytes')
  const receiver = stand.client().channel('bytes')
  const heard: unknown[] = []
  receiver.on('broadcast', { event: 'b' }, ({ payload }) => heard.push(payload))
  await Promise.all([subscribed(sender), subscribed(receiver)])
  const bytes = new Uint8Array([0, 255, 1, 128])
  await sender.send({ type: 'broadcast', event: 'b', payload: bytes.buffer })
  await expect.poll(() => heard.length).toBe(1)
  expect(Buffer.from(heard[0] as ArrayBuffer)).toEqual(Buffer.from(bytes))
})

test('a client that leaves hears nothing more and may come back', async () => {
  const client = stand.client()
  const sender = stand.client().channel('leave', { config: { broadcast: { ack: true } } })
  const first = client.channel('leave')
  const heard: unknown[] = []
  first.on('broadcast', { event: 'e' }, ({ payload }) => heard.push(payload))
  await Promise.all([subscribed(sender), subscribed(first)])
  expect(await client.removeChannel(first)).toBe('ok')
  await sender.send({ type: 'broadcast', event: 'e', payload: { n: 1 } })
  const again = client.channel('leave')
  again.on('broadcast', { event: 'e' }, ({ payload }) => heard.push(payload))
  await subscribed(again)
  await sender.send({ type: 'broadcast', event: 'e', payload: { n: 2 } })
  await expect.poll(() => heard).toEqual([{ n: 2 }])
})

test('httpSend and a batch over REST reach subscribed clients', async () => {
  const receiver = stand.client().channel('http')
  const heard: unknown[] = []
  receiver.on('broadcast', { event: '*' }, ({ event, payload }) => heard.push([event, payload]))
  await subscribed(receiver)
  expect(await stand.client().channel('http').httpSend('one', { n: 1 })).toEqual({ success: true })
  const response = await fetch(`${stand.url}/realtime/v1/api/broadcast`, {
    method: 'POST',
    headers: { apikey: stand.secretKey, 'content-type': 'application/json' },
    body: JSON.stringify({
      messages: [
        { topic: 'http', event: 'two', payload: { n: 2 } },
        { topic: 'http', event: 'three', payload: { n: 3 }, private: false },
        { topic: 'elsewhere', event: 'four', payload: { n: 4 } },
      ],
    }),
  })
  expect([response.status, await response.text()]).toEqual([202, ''])
  await expect.poll(() => heard.length).toBe(3)
  expect(heard).toEqual([
    ['one', { n: 1 }],
    ['two', { n: 2 }],
    ['three', { n: 3 }],
  ])
})

const REST = '/realtime/v1/api/broadcast'
const json = { 'content-type': 'application/json' }
const badRequests: [string, number, string, RequestInit][] = [
  ['without a key', 401, REST, { body: '{}', headers: json }],
  ['with an unknown key', 401, REST, { body: '{}', headers: { ...json, apikey: 'sb_secret_other' } }],
  ['that is not JSON', 422, REST, { body: '{', headers: { ...json, apikey: 'KEY' } }],
  ['without messages', 422, REST, { body: '{"messages":7}', headers: { ...json, apikey: 'KEY' } }],
  [
    'with a message without a topic',
    422,
    REST,
    { body: '{"messages":[{"event":"e","payload":{}}]}', headers: { ...json, apikey: 'KEY' } },
  ],
  [
    'of another type',
    415,
    `${REST}/t/events/e`,
    { body: 'x', headers: { 'content-type': 'text/plain', apikey: 'KEY' } },
  ],
  ['with a broken address', 422, `${REST}/%ff/events/e`, { body: '{}', headers: { ...json, apikey: 'KEY' } }],
  ['by GET', 405, REST, { method: 'GET', headers: { apikey: 'KEY' } }],
  ['to an unknown path', 404, '/realtime/v1/api/tenants', { body: '{}', headers: { apikey: 'KEY' } }],
  ['larger than a frame', 413, REST, { body: ' '.repeat(5_000_001), headers: { ...json, apikey: 'KEY' } }],
  [
    'with a payload that is too large',
    422,
    `${REST}/t/events/e`,
    { body: JSON.stringify('x'.repeat(256 * 1024)), headers: { ...json, apikey: 'KEY' } },
  ],
]
test.each(badRequests)('a REST broadcast %s is answered %i', async (_name, status, path, init) => {
  const headers = new Headers(init.headers)
  if (headers.get('apikey') === 'KEY') headers.set('apikey', stand.publishableKey)
  const response = await fetch(stand.url + path, { method: 'POST', ...init, headers })
  expect(response.status).toBe(status)
  expect(await response.json()).toHaveProperty('message')
})

test.each([
  ['forged', 401, { isForged: true, lifetime: 3_600 }],
  ['expired', 401, { isForged: false, lifetime: -60 }],
  ['valid', 202, { isForged: false, lifetime: 3_600 }],
])('a REST broadcast with a %s session is answered %i', async (_name, status, { isForged, lifetime }) => {
  const token = await mintToken({ sub: 'a' }, lifetime, isForged)
  const response = await fetch(`${stand.url}${REST}/t/events/e`, {
    method: 'POST',
    headers: { ...json, apikey: stand.publishableKey, authorization: `Bearer ${token}` },
    body: '{}',
  })
  expect(response.status).toBe(status)
})

test('a browser may ask first', async () => {
  const response = await fetch(stand.url + REST, { method: 'OPTIONS' })
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
})

test('asking for Postgres changes is answered with what to use instead', async () => {
  const channel = stand.client().channel('changes')
  const told: { status: string; extension: string; message: string }[] = []
  channel.on('system', {}, (message) => told.push(message))
  channel.on('postgres_changes', { event: '*', schema: 'public', table: 'sales' }, () => undefined)
  await subscribed(channel)
  await expect.poll(() => told.length).toBe(1)
  expect(told[0]).toMatchObject({ status: 'error', extension: 'postgres_changes' })
  expect(told[0]?.message).toContain('realtime.broadcast_changes')
})
