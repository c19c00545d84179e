/** What the start of an answer says: enough to know when it is complete and what it was. */
export type AnswerRead = { length: number; status: number; bodyAt: number; isClosing: boolean }

const LETTER_C = 0x63
const LETTER_T = 0x74
const LOWER = 0x20
const NEWLINE = 0x0a
const RETURN = 0x0d

/** Reused: one per answer would be garbage for a hundred thousand answers a second. */
const read: AnswerRead = { length: 0, status: 0, bodyAt: 0, isClosing: false }

/**
 * Reads the answer that begins at byte 0 of the first `size` bytes. Null when it is not complete yet. Throws when it is not
 * HTTP/1.1 or has neither a content-length nor chunks. The object is reused by the next call.
 */
export function readAnswer(bytes: Buffer, size: number): AnswerRead | null {
  if (size < 16) return null
  if (bytes[0] !== 0x48 || bytes[8] !== 0x20) throw new Error('this is not an HTTP answer')
  const status = digit(bytes, 9) * 100 + digit(bytes, 10) * 10 + digit(bytes, 11)
  let contentLength = status === 204 || status === 304 ? 0 : -1
  let isChunked = false
  let isClosing = false
  // Line by line; only the three headers that say where the answer ends are looked at.
  let at = bytes.indexOf(NEWLINE, 12) + 1
  while (at > 0 && at < size) {
    if (bytes[at] === RETURN) break
    const first = (bytes[at] ?? 0) | LOWER
    if (first === LETTER_C || first === LETTER_T) {
      const end = bytes.indexOf(RETURN, at)
      if (end === -1 || end >= size) return null
      // content-length, connection, transfer-encoding are told apart by the place of their colon.
      if (first === LETTER_C && bytes[at + 14] === 0x3a) contentLength = numberAt(bytes, at + 15, end)
      else if (first === LETTER_C && bytes[at + 10] === 0x3a) {
        isClosing =
          bytes
            .toString('latin1', at + 11, end)
            .trim()
            .toLowerCase() === 'close'
      } else if (first === LETTER_T && bytes[at + 17] === 0x3a) isChunked = true
    }
    at = bytes.indexOf(NEWLINE, at) + 1
  }
  if (at <= 0 || at + 2 > size) return null
  const bodyAt = at + 2
  if (isChunked) {
    if (!endsWithLastChunk(bytes, bodyAt, size)) return null
    contentLength = size - bodyAt
  } else if (contentLength === -1) throw new Error(`an answer ${status} does not say how long it is`)
  if (bodyAt + contentLength > size) return null
  read.length = bodyAt + contentLength
  read.status = status
  read.bodyAt = bodyAt
  read.isClosing = isClosing
  return read
}

function digit(bytes: Buffer, at: number): number {
  return (bytes[at] ?? 0x30) - 0x30
}

function numberAt(bytes: Buffer, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte >= 0x30 && byte <= 0x39) value = value * 10 + byte - 0x30
  }
  return value
}

/** One request is under way per connection, so the last chunk is the end of what has arrived. */
function endsWithLastChunk(bytes: Buffer, from: number, size: number): boolean {
  return size - from >= 5 && bytes.toString('latin1', size - 5, size) === '0\r\n\r\n'
}
