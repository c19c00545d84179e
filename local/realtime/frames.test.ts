import fc from 'fast-check'
import { expect, test } from 'vitest'
import { broadcastEncoder, decodeBroadcastPush, decodeText, encodeText } from './frames.ts'

/** A kind 3 frame as realtime-js writes it. */
function push(parts: string[], encoding: number, payload: Buffer): Buffer {
  const names = parts.map((part) => Buffer.from(part))
  return Buffer.concat([Buffer.from([3, ...names.map((name) => name.length), encoding]), ...names, payload])
}

test('a pushed broadcast is read with its names and its payload as sent', () => {
  const frame = push(['7', '8', 'realtime:Raum ✿', 'stock', ''], 1, Buffer.from('{"n":1}'))
  expect(decodeBroadcastPush(frame)).toEqual({
    joinRef: '7',
    ref: '8',
    topic: 'realtime:Raum ✿',
    event: 'stock',
    encoding: 'json',
    payload: Buffer.from('{"n":1}'),
  })
  const bytes = push(['7', '', 't', 'e', '{"persist":true}'], 0, Buffer.from([255, 0]))
  expect(decodeBroadcastPush(bytes)).toMatchObject({
    ref: null,
    encoding: 'binary',
    payload: Buffer.from([255, 0]),
  })
})

test('a broadcast cut off anywhere before its payload, of another kind, or with broken JSON is refused', () => {
  const frame = push(['7', '8', 'realtime:a', 'stock', ''], 1, Buffer.from('{"n":1}'))
  const headEnd = frame.length - '{"n":1}'.length
  for (let length = 0; length <= headEnd; length += 1) {
    expect(decodeBroadcastPush(frame.subarray(0, length))).toBeNull()
  }
  const bytes = push(['7', '8', 'realtime:a', 'stock', '{}'], 0, Buffer.alloc(0))
  for (let length = 0; length < bytes.length; length += 1) {
    expect(decodeBroadcastPush(bytes.subarray(0, length))).toBeNull()
  }
  expect(decodeBroadcastPush(bytes)).not.toBeNull()
  expect(decodeBroadcastPush(push(['', '', 't', 'e', ''], 1, Buffer.from('{"n":')))).toBeNull()
  expect(decodeBroadcastPush(push(['', '', 't', 'e', ''], 2, Buffer.from('{}')))).toBeNull()
  expect(decodeBroadcastPush(Buffer.concat([Buffer.from([4]), frame.subarray(1)]))).toBeNull()
})

test('no bytes make the reader throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const data = Buffer.from([3, ...bytes])
      const read = decodeBroadcastPush(data)
      return read === null || read.payload.length <= data.length
    }),
  )
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('1.0.0' as const, '2.0.0' as const), (text, vsn) => {
      decodeText(vsn, text)
    }),
  )
})

test.each([
  ['not JSON', '{'],
  ['an object', '{"topic":"t"}'],
  ['four parts', '["1","2","t","e"]'],
  ['a topic that is a number', '["1","2",3,"e",{}]'],
  ['an event that is null', '["1","2","t",null,{}]'],
  ['a reference that is an object', '[{},"2","t","e",{}]'],
])('a text frame that is %s is refused', (_name, text) => {
  expect(decodeText('2.0.0', text)).toBeNull()
})

test('frames of both protocol versions are read and written', () => {
  const frame = { joinRef: '1', ref: '2', topic: 'realtime:a', event: 'phx_join', payload: { a: 1 } }
  expect(decodeText('2.0.0', encodeText('2.0.0', frame))).toEqual(frame)
  expect(decodeText('1.0.0', JSON.stringify({ ...frame, join_ref: '1' }))).toEqual(frame)
  expect(JSON.parse(encodeText('1.0.0', frame))).toEqual({
    topic: 'realtime:a',
    event: 'phx_join',
    payload: { a: 1 },
    ref: '2',
  })
})

test('a broadcast is encoded once per version, and version 1.0.0 never gets bytes', () => {
  const message = { topic: 'realtime:a', event: 'e', payload: Buffer.from('{"n":1}'), id: 'x' }
  const encoded = broadcastEncoder({ ...message, encoding: 'json' })
  expect(encoded('2.0.0')).toBe(encoded('2.0.0'))
  const meta = '{"id":"x"}'
  const head = Buffer.from([4, 10, 1, meta.length, 1])
  expect(encoded('2.0.0')).toEqual({
    data: Buffer.concat([head, Buffer.from(`realtime:ae${meta}{"n":1}`)]),
    binary: true,
  })
  expect(JSON.parse(String(encoded('1.0.0')?.data))).toEqual({
    topic: 'realtime:a',
    event: 'broadcast',
    payload: { type: 'broadcast', event: 'e', payload: { n: 1 }, meta: { id: 'x' } },
    ref: null,
  })
  expect(broadcastEncoder({ ...message, encoding: 'binary' })('1.0.0')).toBeNull()
})

test('names too long for one byte of length go out as text', () => {
  const event = 'e'.repeat(300)
  const message = { topic: 'realtime:a', event, payload: Buffer.from('{"n":1}'), id: null }
  const wire = broadcastEncoder({ ...message, encoding: 'json' })('2.0.0')
  expect(wire?.binary).toBe(false)
  expect(decodeText('2.0.0', String(wire?.data))).toEqual({
    joinRef: null,
    ref: null,
    topic: 'realtime:a',
    event: 'broadcast',
    payload: { type: 'broadcast', event, payload: { n: 1 } },
  })
  expect(broadcastEncoder({ ...message, encoding: 'binary' })('2.0.0')).toBeNull()
})
