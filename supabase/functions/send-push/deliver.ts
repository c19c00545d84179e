import webpush from 'web-push'
import { reasonOf } from '../_shared/log.ts'
import { isPushEndpoint } from '../_shared/push-endpoints.ts'
import type { PushKind, PushTarget } from './shards.ts'

/** How sending to one device went. */
export type Verdict =
  | { kind: 'sent' }
  /** The push service knows the device no more. */
  | { kind: 'gone' }
  /** Refused for a reason that trying again does not cure. */
  | { kind: 'parked'; why: string }
  /** Not now; `retryAfterMs` is what the push service asks for, null when it says nothing. */
  | { kind: 'later'; retryAfterMs: number | null; why: string }

export type Outgoing = {
  target: PushTarget
  payload: string
  authorization: string
  /** Seconds until it is of no use. */
  ttl: number
  urgency: 'high' | 'normal'
  /** The last message of a topic is the one that arrives. */
  topic: string
}

/** What has to be there within minutes wakes a phone; what is as true tomorrow waits for it to wake. */
export function urgencyOf(kind: PushKind): 'high' | 'normal' {
  return kind === 'order_update' || kind === 'help' ? 'normal' : 'high'
}

const TIMEOUT_MS = 10_000
const WHY_MAX = 150

/**
 * Encrypts one message for one device and hands it to its push service. Follows no redirect and calls nothing that is not a
 * push service. Never throws: whatever goes wrong is a verdict about this one message.
 */
export async function deliver(outgoing: Outgoing, ownOrigin: string | null): Promise<Verdict> {
  const { target } = outgoing
  if (!isPushEndpoint(target.endpoint, ownOrigin))
    return { kind: 'parked', why: 'not a push service we know' }
  let request: webpush.RequestDetails
  try {
    request = encrypt(outgoing)
  } catch (error) {
    return { kind: 'parked', why: `cannot be encrypted for: ${reasonOf(error)}`.slice(0, WHY_MAX) }
  }
  try {
    const response = await fetch(target.endpoint, {
      method: 'POST',
      headers: headersOf(request),
      body: new Uint8Array(request.body ?? []),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return await verdictOf(response)
  } catch (error) {
    // No answer: it may have arrived. Sent again, it takes the place of the first by its topic and its tag.
    return { kind: 'later', retryAfterMs: null, why: reasonOf(error).slice(0, WHY_MAX) }
  }
}

function encrypt({ target, payload, authorization, ttl, urgency, topic }: Outgoing): webpush.RequestDetails {
  const subscription = { endpoint: target.endpoint, keys: { p256dh: target.p256dh, auth: target.auth } }
  return webpush.generateRequestDetails(subscription, payload, {
    TTL: ttl,
    urgency,
    topic,
    contentEncoding: 'aes128gcm',
    headers: { Authorization: authorization },
  })
}

/** The length is the runtime's to say. */
function headersOf({ headers }: webpush.RequestDetails): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length')
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
}

async function verdictOf(response: Response): Promise<Verdict> {
  const { status } = response
  if (status >= 200 && status < 300) {
    await response.body?.cancel()
    return { kind: 'sent' }
  }
  if (status === 404 || status === 410) {
    await response.body?.cancel()
    return { kind: 'gone' }
  }
  if (status === 429 || status >= 500) {
    await response.body?.cancel()
    return { kind: 'later', retryAfterMs: retryAfterOf(response.headers), why: `answered ${status}` }
  }
  return { kind: 'parked', why: `answered ${status}: ${await beginningOf(response)}`.slice(0, WHY_MAX) }
}

/** What a refusal says, for whoever looks into it; no more than a line of it is read. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const { value } = await reader.read()
  await reader.cancel()
  return new TextDecoder().decode(value?.subarray(0, WHY_MAX)).replace(/[^\x20-\x7e]+/g, ' ')
}

/** Seconds, or a date; at most an hour, since nothing we send is worth waiting longer for in one go. */
export function retryAfterOf(headers: Headers): number | null {
  const value = headers.get('retry-after')
  if (value === null) return null
  const seconds = /^\d{1,9}$/.test(value.trim()) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.min(3_600_000, Math.max(0, seconds * 1000)) : null
}
