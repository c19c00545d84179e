import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { mintToken, replicating, type Stand, startStand } from './testing.ts'

let stand: Stand
beforeAll(async () => {
  stand = await startStand({
    channelsPerSocket: 3,
    joinsPerSecondPerSocket: 6,
    broadcastsPerSecondPerSocket: 20,
    framesPerSecondPerSocket: 50,
    bufferedBytes: 64 * 1024,
  })
})
afterAll(() => stand.stop())

type Answer = [
  string | null,
  string | null,
  string,
  string,
  { status?: string; response?: object; message?: string },
]

/** A client that speaks the protocol by hand, so that it can break it. */
class Raw {
  readonly ws: WebSocket
  readonly heard: Answer[] = []
  readonly binaries: Buffer[] = []
  closeCode: number | null = null

  constructor(query: string, url = stand.url) {
    this.ws = new WebSocket(`${url.replace('http', 'ws')}/realtime/v1/websocket?${query}`)
    this.ws.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.binaries.push(data)
      else this.heard.push(JSON.parse(data.toString()))
    })
    this.ws.on('close', (code) => {
      this.closeCode = code
    })
    this.ws.on('error', () => undefined) // The tests look at what follows from it.
  }

  async opened(): Promise<this> {
    await expect.poll(() => this.ws.readyState).toBe(WebSocket.OPEN)
    return this
  }

  say(...frame: unknown[]): void {
    this.ws.send(JSON.stringify(frame))
  }

  answerTo(ref: string): Promise<Answer[4] | undefined> {
    return expect
      .poll(() => this.heard.find((frame) => frame[1] === ref && frame[3] === 'phx_reply')?.[4])
      .toBeDefined()
      .then(() => this.heard.find((frame) => frame[1] === ref)?.[4])
  }

  async join(name: string, config: object = {}, ref = '1') {
    this.say(ref, ref, `realtime:${name}`, 'phx_join', { config })
    return this.answerTo(ref)
  }
}

const open = (query = `apikey=${stand.publishableKey}&vsn=2.0.0`) => new Raw(query).opened()
const ok = { status: 'ok', response: { postgres_changes: [] } }

/** A broadcast as realtime-js frames it. */
function push(topic: string, ref: string, payload: string, encoding = 1): Buffer {
  const names = ['1', ref, `realtime:${topic}`, 'e', ''].map((name) => Buffer.from(name))
  return Buffer.concat([
    Buffer.from([3, ...names.map((n) => n.length), encoding]),
    ...names,
    Buffer.from(payload),
  ])
}

test.each([
  ['no key', 401, async () => 'vsn=2.0.0'],
  ['an unknown key', 401, async () => 'apikey=sb_publishable_other'],
  ['a forged token', 401, async () => `apikey=${await mintToken({}, 60, true)}`],
  ['an expired token', 401, async () => `apikey=${await mintToken({}, -60)}`],
  ['a protocol that does not exist', 400, async () => `apikey=${stand.publishableKey}&vsn=9.0.0`],
])('a connection with %s is refused with %i and a sentence', async (_name, status, query) => {
  const address = `${stand.url}/realtime/v1/websocket?${await query()}`
  const answer = await new Promise<{ status?: number; body: string }>((resolve) => {
    const ws = new WebSocket(address.replace('http', 'ws'))
    ws.on('error', () => undefined) // Closing before it opened, below.
    ws.on('unexpected-response', async (_request, response) => {
      const body = Buffer.concat(await response.toArray()).toString()
      resolve({ ...(response.statusCode ? { status: response.statusCode } : {}), body })
      ws.close()
    })
  })
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.body)).toEqual({ error: expect.any(String) })
})

test('a connection to another path is refused, not left waiting', async () => {
  const ws = new WebSocket(`${stand.url.replace('http', 'ws')}/elsewhere`)
  const message = await new Promise((resolve) => ws.on('error', (error) => resolve(error.message)))
  expect(message).toContain('404')
})

test('malformed frames are ignored and the connection goes on', async () => {
  const raw = await open()
  for (const text of ['', '{', 'null', '[]', '[1,2,3]', '["1","1",null,"phx_join",{}]', '{"topic":"t"}'])
    raw.ws.send(text)
  for (const bytes of [[], [3], [3, 255, 255, 255, 255, 255, 1], [9, 0, 0, 0, 0, 0, 0]])
    raw.ws.send(Buffer.from(bytes))
  raw.ws.send(push('a', '5', '{broken'))
  raw.say(null, '9', 'phoenix', 'heartbeat', {})
  expect(await raw.answerTo('9')).toEqual({ status: 'ok', response: {} })
  expect(raw.heard).toHaveLength(1)
  raw.ws.close()
})

test('a topic nobody joined, a topic without a name and a topic too long are refused', async () => {
  const raw = await open()
  const unmatched = { status: 'error', response: { reason: 'unmatched topic' } }
  raw.say(null, '1', 'realtime:a', 'broadcast', { event: 'e', payload: {} })
  expect(await raw.answerTo('1')).toEqual(unmatched)
  raw.ws.send(push('a', '2', '{}'))
  expect(await raw.answerTo('2')).toEqual(unmatched)
  raw.say('3', '3', 'other:a', 'phx_join', {})
  expect(await raw.answerTo('3')).toEqual(unmatched)
  expect(await raw.join('', {}, '4')).toMatchObject({ status: 'error' })
  expect(await raw.join('a'.repeat(300), {}, '5')).toMatchObject({ status: 'error' })
  raw.ws.close()
})

test('joining again replaces the channel; leaving ends it with a close', async () => {
  const raw = await open()
  expect(await raw.join('a')).toEqual(ok)
  expect(await raw.join('a', {}, '2')).toEqual(ok)
  expect(raw.heard).toContainEqual(['1', '1', 'realtime:a', 'phx_close', {}])
  // What was sent to the channel that was replaced is not for its successor.
  raw.say('1', '9', 'realtime:a', 'phx_leave', {})
  raw.say('2', '3', 'realtime:a', 'phx_leave', {})
  expect(await raw.answerTo('3')).toEqual({ status: 'ok', response: {} })
  await expect.poll(() => raw.heard.at(-1)).toEqual(['2', '2', 'realtime:a', 'phx_close', {}])
  expect(raw.heard.filter((frame) => frame[1] === '9')).toEqual([])
  raw.ws.close()
})

test('one socket may have only so many channels, and only so many joins a second', async () => {
  const raw = await open()
  const wanted = ['c1', 'c2', 'c3', 'c4', 'c4', 'c4', 'c4']
  const answers = await Promise.all(wanted.map((name, n) => raw.join(name, {}, `${n + 1}`)))
  const tooMany = { status: 'error', response: { reason: 'ChannelRateLimitReached: Too many channels' } }
  const tooFast = {
    status: 'error',
    response: { reason: 'ClientJoinRateLimitReached: Too many joins per second' },
  }
  expect(answers).toEqual([ok, ok, ok, tooMany, tooMany, tooMany, tooFast])
  raw.ws.close()
})

test('a payload that is too large is refused to its sender and reaches nobody', async () => {
  const [sender, receiver] = [await open(), await open()]
  await sender.join('big', { broadcast: { ack: true } })
  await receiver.join('big')
  const allowed = JSON.stringify('x'.repeat(256 * 1024 - 2))
  sender.ws.send(push('big', '2', allowed))
  expect(await sender.answerTo('2')).toEqual({ status: 'ok', response: {} })
  sender.ws.send(push('big', '3', `${allowed} `))
  expect(await sender.answerTo('3')).toEqual({
    status: 'error',
    response: { error: 'payload_size_exceeded' },
  })
  await expect.poll(() => receiver.binaries.length).toBe(1)
  for (const raw of [sender, receiver]) raw.ws.close()
})

test('a frame larger than five million bytes closes the connection', async () => {
  const raw = await open()
  raw.ws.send('x'.repeat(5_000_001))
  await expect.poll(() => raw.closeCode).toBe(1009)
})

test('too many broadcasts close the channel, too many frames the connection', async () => {
  const raw = await open()
  await raw.join('fast')
  for (let n = 0; n < 21; n += 1) raw.ws.send(push('fast', `b${n}`, '{}'))
  await expect.poll(() => raw.heard.at(-1)?.[3]).toBe('phx_close')
  expect(raw.heard.at(-2)?.[4]).toMatchObject({ status: 'error', message: 'Too many messages per second' })
  for (let n = 0; n < 60; n += 1) raw.say(null, `h${n}`, 'phoenix', 'heartbeat', {})
  await expect.poll(() => raw.closeCode).toBe(1008)
})

test('a client that does not read is closed instead of filling the memory', async () => {
  const slow = await open()
  await slow.join('flood')
  slow.ws.pause()
  const payload = JSON.stringify('x'.repeat(200_000))
  const single = `${stand.url}/realtime/v1/api/broadcast/flood/events/e`
  const headers = { apikey: stand.publishableKey, 'content-type': 'application/json' }
  // The kernel's own buffers fill first; how large they are differs.
  for (let n = 0; n < 100; n += 1) await fetch(single, { method: 'POST', headers, body: payload })
  slow.ws.resume()
  await expect.poll(() => slow.closeCode).toBe(1006)
  expect(slow.binaries.length).toBeLessThan(100)
})

test('a connection that falls silent is closed', async () => {
  const impatient = await startStand({ silenceMs: 500 })
  try {
    const raw = await new Raw(`apikey=${stand.publishableKey}&vsn=2.0.0`, impatient.url).opened()
    await expect.poll(() => raw.closeCode, { timeout: 10_000 }).toBe(1006)
  } finally {
    await impatient.stop()
  }
})

test('protocol 1.0.0 is served with objects and without bytes', async () => {
  const [old, modern] = [await open(`apikey=${stand.publishableKey}&vsn=1.0.0`), await open()]
  const said: Record<string, unknown>[] = []
  old.ws.on('message', (data: Buffer) => said.push(JSON.parse(data.toString())))
  old.ws.send(
    JSON.stringify({ topic: 'realtime:v', event: 'phx_join', payload: {}, ref: '1', join_ref: '1' }),
  )
  await modern.join('v')
  await expect.poll(() => said).toEqual([{ topic: 'realtime:v', event: 'phx_reply', payload: ok, ref: '1' }])
  modern.ws.send(push('v', '2', 'bytes', 0))
  modern.ws.send(push('v', '3', '{"n":1}'))
  await expect.poll(() => said.length).toBe(2)
  const broadcast = { type: 'broadcast', event: 'e', payload: { n: 1 } }
  expect(said[1]).toEqual({ topic: 'realtime:v', event: 'broadcast', payload: broadcast, ref: null })
  const text = { ...broadcast, payload: { n: 2 } }
  old.ws.send(
    JSON.stringify({ topic: 'realtime:v', event: 'broadcast', payload: text, ref: '2', join_ref: '1' }),
  )
  await expect.poll(() => modern.binaries.length).toBe(1)
  expect(modern.binaries[0]?.toString()).toContain('{"n":2}')
  for (const raw of [old, modern]) raw.ws.close()
})

test('one hint from the database reaches every one of four hundred sockets, once', async () => {
  const sockets = await Promise.all(Array.from({ length: 400 }, () => open()))
  await Promise.all(sockets.map((socket) => socket.join('sale:1')))
  await replicating(stand.client(), 'ready')
  await stand.shopSql`select realtime.send('{"version":7}', 'stock', 'sale:1', false)`
  await expect
    .poll(() => sockets.filter((socket) => socket.binaries.length === 1).length, { timeout: 20_000 })
    .toBe(400)
  expect(new Set(sockets.map((socket) => socket.binaries[0]?.toString('hex'))).size).toBe(1)
  for (const { ws } of sockets) ws.close()
})
