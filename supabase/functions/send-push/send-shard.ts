import { createHash } from 'node:crypto'
import { optionalVariable, requireVariable } from '../_shared/environment.ts'
import { logError } from '../_shared/log.ts'
import { deliver, urgencyOf, type Verdict } from './deliver.ts'
import { closedForMs, closeGate, throughGate } from './gate.ts'
import { composeMessage } from './message.ts'
import { type Progress, type PushShard, type PushTarget, recordProgress } from './shards.ts'
import { authorizationFor, type VapidKeys } from './vapid.ts'

export type Counts = { sent: number; gone: number; parked: number; later: number }

/** Messages of one shard on their way at once. */
const LANES = 48
/** Progress is written down this often: what a worker that is killed has not written is sent a second time. */
const RECORD_EVERY = 50
const BACKOFF_MAX_SECONDS = 60

/**
 * Sends a shard to whoever is left of it and writes down how it went, as it goes. What a push service puts off, and what is left
 * when the time is up, comes again with the shard. Stops when the shard has become another worker's.
 */
export async function sendShard(shard: PushShard, keys: VapidKeys, stopAtMs: number): Promise<Counts> {
  const counts: Counts = { sent: 0, gone: 0, parked: 0, later: 0 }
  const queue = [...shard.subscriptions]
  const write = createRecorder(shard)
  const payloadOf = createPayloads(shard)
  let retryAfterMs = 0
  let isPutOff = false

  async function lane(): Promise<void> {
    while (Date.now() < stopAtMs && !write.isLost()) {
      const target = queue.shift()
      if (!target) return
      const { origin } = new URL(target.endpoint)
      const verdict = await sendOne(shard, target, origin, keys, payloadOf)
      counts[verdict.kind] += 1
      if (verdict.kind === 'later') {
        isPutOff = true
        retryAfterMs = Math.max(retryAfterMs, verdict.retryAfterMs ?? 0)
        if (verdict.retryAfterMs !== null) closeGate(origin, verdict.retryAfterMs)
      }
      await write.note(target.id, verdict)
    }
  }

  await Promise.all(Array.from({ length: Math.min(LANES, queue.length) }, lane))
  await write.finish(isPutOff ? pauseSeconds(shard.attempt, retryAfterMs) : 0)
  return counts
}

/** Grows with the attempts, is never less than asked for, and differs from shard to shard. */
function pauseSeconds(attempt: number, retryAfterMs: number): number {
  const backoff = Math.min(2 ** Math.min(attempt, 10), BACKOFF_MAX_SECONDS)
  return Math.max(backoff, retryAfterMs / 1000) * (1 + Math.random() * 0.5)
}

async function sendOne(
  shard: PushShard,
  target: PushTarget,
  origin: string,
  keys: VapidKeys,
  payloadOf: (target: PushTarget) => string,
): Promise<Verdict> {
  const closedMs = closedForMs(origin)
  if (closedMs > 0) return { kind: 'later', retryAfterMs: closedMs, why: 'asked to wait' }
  return throughGate(origin, async () => {
    const ttl = Math.floor((Date.parse(shard.expires_at) - Date.now()) / 1000)
    if (ttl <= 0) return { kind: 'later', retryAfterMs: null, why: 'too late' }
    const message = {
      target,
      payload: payloadOf(target),
      authorization: authorizationFor(origin, keys),
      ttl,
      urgency: urgencyOf(shard.kind),
      topic: topicOf(shard.tag),
    }
    return deliver(message, optionalVariable('PUSH_SERVICE_ORIGIN'))
  })
}

/** 32 characters of base64url, as push services want it; the tag itself is no business of theirs. */
export function topicOf(tag: string): string {
  return createHash('sha256').update(tag).digest('base64url').slice(0, 32)
}

/** Words are the same for everybody who reads the same language in the same time zone. */
function createPayloads(shard: PushShard): (target: PushTarget) => string {
  const shopUrl = requireVariable('SHOP_URL')
  const made = new Map<string, string>()
  const nowMs = Date.now()
  return (target) => {
    const name = `${target.language} ${target.timeZone} ${target.badge}`
    const known = made.get(name)
    if (known !== undefined) return known
    const payload = composeMessage(shard, target, shopUrl, nowMs)
    made.set(name, payload)
    return payload
  }
}

/** Collects verdicts and writes them down in the background, one write at a time. */
function createRecorder(shard: PushShard) {
  let progress = nothingYet()
  let waiting = 0
  let isLost = false
  let failure: unknown = null
  let writing: Promise<void> = Promise.resolve()

  async function writeDown(retrySeconds: number | null): Promise<void> {
    const batch = progress
    progress = nothingYet()
    waiting = 0
    if (isLost) return
    try {
      isLost = !(await recordProgress(shard, batch, retrySeconds))
    } catch (error) {
      // The lease runs out and the shard comes again with these still in it: sent twice is better than never.
      isLost = true
      failure = error
    }
  }

  return {
    isLost: () => isLost,
    async note(id: number, verdict: Verdict): Promise<void> {
      if ('why' in verdict) progress.why = verdict.why
      if (verdict.kind === 'later') return
      progress[verdict.kind].push(id)
      if (verdict.kind === 'parked' && progress.parked.length === 1)
        logError('A push was refused', verdict.why, { shard: shard.id })
      waiting += 1
      if (waiting < RECORD_EVERY) return
      writing = writing.then(() => writeDown(null))
      await writing
    },
    async finish(retrySeconds: number): Promise<void> {
      await writing
      await writeDown(retrySeconds)
      if (failure !== null) throw failure
    },
  }
}

function nothingYet(): Progress {
  return { sent: [], gone: [], parked: [], why: null }
}
