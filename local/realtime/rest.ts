import type { Shared } from './channel.ts'
import { isRecord, parseJson } from './frames.ts'
import type { Rate } from './limits.ts'
import { DatabaseUnavailable } from './policies.ts'
import { type Claims, checkToken, isOpaqueKey } from './tokens.ts'
import type { TopicName } from './topics.ts'

const BATCH_PATH = '/realtime/v1/api/broadcast'
const SINGLE_PATH = /^\/realtime\/v1\/api\/broadcast\/([^/]+)\/events\/([^/]+)$/

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-allow-headers':
    'authorization, x-client-info, apikey, content-type, x-supabase-api-version, prefer',
  'access-control-max-age': '86400',
}

type Message = { topic: TopicName; event: string; payload: Buffer; encoding: 'json' | 'binary' }

function answer(status: number, message?: string, more: Record<string, unknown> = {}): Response {
  const body = message === undefined ? null : JSON.stringify({ message, ...more })
  const headers = new Headers(CORS)
  if (body !== null) headers.set('content-type', 'application/json; charset=utf-8')
  return new Response(body, { status, headers })
}

/** The body up to `limit` bytes; null when there is more of it. */
async function readBody(req: Request, limit: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = req.body?.getReader()
  for (;;) {
    const next = await reader?.read()
    if (!next || next.done) return Buffer.concat(chunks)
    size += next.value.byteLength
    if (size > limit) {
      await reader?.cancel()
      return null
    }
    chunks.push(next.value)
  }
}

/** Whose rights the request has: the session's when it brings a session token, the key's otherwise. Null: refused. */
async function authenticate(shared: Shared, req: Request, url: URL): Promise<Claims | null> {
  const key = req.headers.get('apikey') ?? req.headers.get('x-api-key') ?? url.searchParams.get('apikey')
  if (!key) return null
  const keyCheck = await checkToken(shared.verifyToken, key)
  if (!keyCheck.ok) return null
  const bearer = /^Bearer (.+)$/i.exec(req.headers.get('authorization') ?? '')?.[1]
  if (!bearer || bearer === key || isOpaqueKey(bearer)) return keyCheck.claims
  const check = await checkToken(shared.verifyToken, bearer)
  return check.ok ? check.claims : null
}

function isAcceptable(message: Message, limitBytes: number): boolean {
  const { topic, event, payload } = message
  return topic.name !== '' && event !== '' && payload.length <= limitBytes
}

/** The messages of a batch, or one entry per message saying what is wrong with it. */
function readBatch(body: Buffer, limitBytes: number): { messages: Message[] } | { errors: unknown } {
  const parsed = parseJson(body.toString('utf8'))
  const list = isRecord(parsed) ? parsed.messages : undefined
  if (!Array.isArray(list)) return { errors: { messages: ["can't be blank"] } }
  const messages: Message[] = []
  const errors = list.map((item: unknown): Record<string, string[]> => {
    if (!isRecord(item)) return { message: ['is invalid'] }
    const { topic, event, payload } = item
    if (typeof topic !== 'string' || topic === '') return { topic: ["can't be blank"] }
    if (typeof event !== 'string' || event === '') return { event: ["can't be blank"] }
    if (!isRecord(payload)) return { payload: ["can't be blank"] }
    const message: Message = {
      topic: { name: topic, isPrivate: item.private === true },
      event,
      payload: Buffer.from(JSON.stringify(payload)),
      encoding: 'json',
    }
    if (!isAcceptable(message, limitBytes)) return { payload: ['Payload size exceeds tenant limit'] }
    messages.push(message)
    return {}
  })
  return errors.some((error) => Object.keys(error).length > 0)
    ? { errors: { messages: errors } }
    : { messages }
}

/** The one message of `…/broadcast/<topic>/events/<event>`, or the refusal. */
function readSingle(
  url: URL,
  match: RegExpExecArray,
  type: string,
  body: Buffer,
  limitBytes: number,
): Message | Response {
  const isJson = type.startsWith('application/json')
  if (!isJson && !type.startsWith('application/octet-stream')) {
    return answer(415, 'Send the payload as application/json or application/octet-stream')
  }
  if (isJson && parseJson(body.toString('utf8')) === undefined) return answer(422, 'The payload is not JSON')
  let names: string[]
  try {
    names = [match[1] ?? '', match[2] ?? ''].map(decodeURIComponent)
  } catch {
    return answer(422, 'The topic or event in the address is not encoded correctly')
  }
  const message: Message = {
    topic: { name: names[0] ?? '', isPrivate: url.searchParams.get('private') === 'true' },
    event: names[1] ?? '',
    payload: body,
    encoding: isJson ? 'json' : 'binary',
  }
  return isAcceptable(message, limitBytes)
    ? message
    : answer(422, `Payload size exceeded: send at most ${limitBytes} bytes`)
}

async function isAllowed(
  shared: Shared,
  topic: TopicName,
  claims: Claims,
  known: Map<string, boolean>,
): Promise<boolean> {
  if (!topic.isPrivate) return true
  const before = known.get(topic.name)
  if (before !== undefined) return before
  const allowed = await shared.policies.mayWrite(topic.name, claims, 'broadcast')
  known.set(topic.name, allowed)
  return allowed
}

/** Sends what the token may send; answers how many messages were refused. */
async function publish(shared: Shared, claims: Claims, messages: readonly Message[]): Promise<number> {
  const known = new Map<string, boolean>()
  let refused = 0
  for (const { topic, event, payload, encoding } of messages) {
    if (await isAllowed(shared, topic, claims, known)) {
      shared.topics.publish(topic, { event, payload, encoding, id: null })
    } else refused += 1
  }
  return refused
}

async function handleBroadcast(
  shared: Shared,
  rate: Rate,
  req: Request,
  url: URL,
  single: RegExpExecArray | null,
) {
  if (req.method === 'OPTIONS') return answer(204)
  if (req.method !== 'POST') return answer(405, 'Use POST')
  const claims = await authenticate(shared, req, url)
  if (!claims) return answer(401, 'Unauthorized')
  const { frameBytes, payloadBytes, restMessagesPerBatch } = shared.limits
  const body = await readBody(req, frameBytes)
  if (!body) return answer(413, `Send at most ${frameBytes} bytes`)
  if (single) {
    const message = readSingle(url, single, req.headers.get('content-type') ?? '', body, payloadBytes)
    if (message instanceof Response) return message
    if (!rate.take()) return answer(429, 'You have exceeded your rate limit')
    return (await publish(shared, claims, [message])) > 0 ? answer(403, 'Forbidden') : answer(202)
  }
  const batch = readBatch(body, payloadBytes)
  if ('errors' in batch) return answer(422, 'The batch is not valid', batch)
  if (batch.messages.length > restMessagesPerBatch) {
    return answer(429, 'Too many messages to broadcast, please reduce the batch size')
  }
  if (!rate.take(batch.messages.length)) return answer(429, 'You have exceeded your rate limit')
  await publish(shared, claims, batch.messages)
  return answer(202)
}

/**
 * Broadcast over HTTP, batch and single: 202 when sent, 401 without a valid key, 403 and 422 for what may not or cannot be
 * sent, 429 for too much, 503 while the database cannot be asked. Null for paths that are not Realtime's.
 */
export async function handleRest(shared: Shared, rate: Rate, req: Request): Promise<Response | null> {
  const url = new URL(req.url)
  if (!url.pathname.startsWith('/realtime/v1')) return null
  const single = SINGLE_PATH.exec(url.pathname)
  if (url.pathname === '/realtime/v1/websocket') return answer(426, 'Connect with a WebSocket')
  if (!single && url.pathname !== BATCH_PATH) return answer(404, 'Not found')
  try {
    return await handleBroadcast(shared, rate, req, url, single)
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error
    return answer(503, 'The database cannot be reached: try again shortly')
  }
}
