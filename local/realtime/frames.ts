/**
 * The wire format of Supabase Realtime (Phoenix channels): protocol 2.0.0, whose text frames are JSON arrays and whose
 * broadcasts are binary, and protocol 1.0.0, whose frames are JSON objects and never binary.
 * Nothing here throws on what a peer sent: a malformed frame decodes to null.
 */
export type Vsn = '1.0.0' | '2.0.0'

export type Frame = {
  joinRef: string | null
  ref: string | null
  topic: string
  event: string
  payload: unknown
}

export type PayloadEncoding = 'json' | 'binary'

/** A broadcast as a client pushed it: `payload` is the sender's own bytes, JSON text when `encoding` is json. */
export type BroadcastPush = {
  joinRef: string | null
  ref: string | null
  topic: string
  event: string
  encoding: PayloadEncoding
  payload: Buffer
}

const KIND_BROADCAST_PUSH = 3
const KIND_BROADCAST = 4
const PUSH_HEADER_BYTES = 7
const BROADCAST_HEADER_BYTES = 5
const ENCODING_BINARY = 0
const ENCODING_JSON = 1
/** Lengths inside binary frames are one byte. */
export const MAX_NAME_BYTES = 255

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Parses JSON that came from outside; undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON is an ordinary answer here: the caller refuses the frame.
    return undefined
  }
}

function readRef(value: unknown): string | null | undefined {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' && value.length <= MAX_NAME_BYTES) return value
  if (typeof value === 'number') return String(value)
  return undefined
}

/** Decodes one text frame; null when it is not a frame of this protocol version. */
export function decodeText(vsn: Vsn, text: string): Frame | null {
  const parsed = parseJson(text)
  let parts: readonly unknown[]
  if (vsn === '2.0.0') {
    if (!Array.isArray(parsed) || parsed.length !== 5) return null
    parts = parsed
  } else {
    if (!isRecord(parsed)) return null
    parts = [parsed.join_ref, parsed.ref, parsed.topic, parsed.event, parsed.payload]
  }
  const joinRef = readRef(parts[0])
  const ref = readRef(parts[1])
  const [, , topic, event, payload] = parts
  if (joinRef === undefined || ref === undefined) return null
  if (typeof topic !== 'string' || typeof event !== 'string') return null
  return { joinRef, ref, topic, event, payload }
}

/** Decodes a binary frame of kind 3, the only kind a client sends; null for anything else. */
export function decodeBroadcastPush(data: Buffer): BroadcastPush | null {
  if (data.length < PUSH_HEADER_BYTES || data[0] !== KIND_BROADCAST_PUSH) return null
  const encoding = data[6]
  if (encoding !== ENCODING_BINARY && encoding !== ENCODING_JSON) return null
  let at = PUSH_HEADER_BYTES
  const take = (lengthAt: number): string => {
    const end = at + data.readUInt8(lengthAt)
    const text = data.toString('utf8', at, end)
    at = end
    return text
  }
  const [joinRef, ref, topic, event] = [take(1), take(2), take(3), take(4)]
  // The metadata holds delivery options of newer servers (`persist`), which this one does not have.
  take(5)
  if (at > data.length) return null
  const payload = data.subarray(at)
  const isJson = encoding === ENCODING_JSON
  // One receiver that cannot parse a payload would throw in every receiver: refuse it here, once.
  if (isJson && parseJson(payload.toString('utf8')) === undefined) return null
  return {
    joinRef: joinRef === '' ? null : joinRef,
    ref: ref === '' ? null : ref,
    topic,
    event,
    encoding: isJson ? 'json' : 'binary',
    payload,
  }
}

/** Encodes one server frame as text. Protocol 1.0.0 has no join_ref on its way to the client. */
export function encodeText(vsn: Vsn, frame: Frame): string {
  const { joinRef, ref, topic, event, payload } = frame
  if (vsn === '2.0.0') return JSON.stringify([joinRef, ref, topic, event, payload])
  return JSON.stringify({ topic, event, payload, ref })
}

/** What is sent to every member of a topic: encoded once per protocol version, however many members there are. */
export type Broadcast = {
  topic: string
  event: string
  encoding: PayloadEncoding
  payload: Buffer
  /** The row's id when it came from the database. */
  id: string | null
}

export type WireMessage = { data: Buffer; binary: boolean }

/** Kind 4 when the names fit its one-byte lengths, otherwise the equivalent text frame. Binary payloads cannot fall back: null. */
function encodeBroadcastV2(message: Broadcast): WireMessage | null {
  const topic = Buffer.from(message.topic)
  const event = Buffer.from(message.event)
  const meta = Buffer.from(message.id === null ? '' : JSON.stringify({ id: message.id }))
  if (topic.length > MAX_NAME_BYTES || event.length > MAX_NAME_BYTES || meta.length > MAX_NAME_BYTES) {
    const text = broadcastBody(message)
    if (text === null) return null
    return {
      data: Buffer.from(`[null,null,${JSON.stringify(message.topic)},"broadcast",${text}]`),
      binary: false,
    }
  }
  const header = Buffer.alloc(BROADCAST_HEADER_BYTES)
  header[0] = KIND_BROADCAST
  header[1] = topic.length
  header[2] = event.length
  header[3] = meta.length
  header[4] = message.encoding === 'json' ? ENCODING_JSON : ENCODING_BINARY
  return { data: Buffer.concat([header, topic, event, meta, message.payload]), binary: true }
}

/** The JSON body of a broadcast with the payload's own text spliced in; null for a binary payload. */
function broadcastBody(message: Broadcast): string | null {
  if (message.encoding === 'binary') return null
  const meta = message.id === null ? '' : `,"meta":${JSON.stringify({ id: message.id })}`
  return `{"type":"broadcast","event":${JSON.stringify(message.event)},"payload":${message.payload.toString('utf8')}${meta}}`
}

function encodeBroadcastV1(message: Broadcast): WireMessage | null {
  const text = broadcastBody(message)
  if (text === null) return null
  const topic = JSON.stringify(message.topic)
  return {
    data: Buffer.from(`{"topic":${topic},"event":"broadcast","payload":${text},"ref":null}`),
    binary: false,
  }
}

/**
 * Gives the bytes of a broadcast per protocol version, each made at most once.
 * Null when that version cannot carry it (protocol 1.0.0 has no binary payloads).
 */
export function broadcastEncoder(message: Broadcast): (vsn: Vsn) => WireMessage | null {
  const made = new Map<Vsn, WireMessage | null>()
  return (vsn) => {
    let wire = made.get(vsn)
    if (wire === undefined) {
      wire = vsn === '2.0.0' ? encodeBroadcastV2(message) : encodeBroadcastV1(message)
      made.set(vsn, wire)
    }
    return wire
  }
}
