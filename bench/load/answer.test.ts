import { expect, test } from 'vitest'
import { readAnswer } from './answer.ts'

const whole =
  'HTTP/1.1 201 Created\r\ncontent-type: application/json\r\nCache-Control: no-store\r\nContent-Length: 7\r\n\r\n{"a":1}'

test('an answer is complete with its last byte and not before', () => {
  for (let size = 0; size < whole.length; size += 1) expect(readAnswer(Buffer.from(whole), size)).toBeNull()
  expect(readAnswer(Buffer.from(whole), whole.length)).toMatchObject({
    length: whole.length,
    status: 201,
    isClosing: false,
  })
})

test('an answer in chunks is complete with its last chunk', () => {
  const text = 'HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'
  for (let size = 0; size < text.length; size += 1) expect(readAnswer(Buffer.from(text), size)).toBeNull()
  expect(readAnswer(Buffer.from(text), text.length)).toMatchObject({ status: 409, length: text.length })
})

test('bytes of an earlier answer behind the end do not count', () => {
  const short = 'HTTP/1.1 200 OK\r\nContent-Le'
  expect(readAnswer(Buffer.from(short + whole), short.length)).toBeNull()
})

test('an answer that closes the connection is seen to, one without a body too', () => {
  const text = 'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\ncontent-length: 0\r\n\r\n'
  expect(readAnswer(Buffer.from(text), text.length)).toMatchObject({ status: 503, isClosing: true })
  const none = 'HTTP/1.1 204 No Content\r\ndate: now\r\n\r\n'
  expect(readAnswer(Buffer.from(none), none.length)).toMatchObject({ status: 204, length: none.length })
})

test('what is not HTTP is not counted as an answer', () => {
  expect(() => readAnswer(Buffer.from('SSH-2.0-OpenSSH_9.2 and more'), 28)).toThrow('not an HTTP answer')
})
