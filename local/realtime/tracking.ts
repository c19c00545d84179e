import { isDeepStrictEqual } from 'node:util'
import { isRecord } from './frames.ts'
import { createRate, type Limits } from './limits.ts'
import type { Rights } from './rights.ts'
import { UNAVAILABLE } from './rights.ts'
import type { Member, TopicName, Topics } from './topics.ts'

type Host = {
  member: Member
  topic: TopicName
  topics: Topics
  rights: Rights
  limits: Limits
  /** The key this channel's presence is listed under. */
  key: string
  isOpen(): boolean
  reply(ref: string | null, status: 'ok' | 'error', response: unknown): void
  close(reason: string): void
  /** Called after the first successful track. */
  onTracked(): void
}

/** The presence one channel shows on its topic: `track` sets it, `untrack` takes it back. */
export function createTracking(host: Host): { handle(payload: unknown, ref: string | null): void } {
  const { member, topic, topics, limits } = host
  const rate = createRate(limits.presenceCallsPerWindow, limits.presenceWindowMs)
  const refuse = (ref: string | null, reason: string): void => host.reply(ref, 'error', { reason })
  let turn: Promise<void> = Promise.resolve()
  let tracked: unknown

  function track(data: Record<string, unknown>, ref: string | null) {
    const presence = topics.presenceOf(topic)
    if (!presence) return
    if (Buffer.byteLength(JSON.stringify(data)) > limits.payloadBytes) {
      return host.close('Track message size exceeded')
    }
    const isNew = !presence.has(member)
    if (isNew && presence.size >= limits.presencesPerTopic) {
      return refuse(ref, 'Too many presences on this topic')
    }
    if (isNew || !isDeepStrictEqual(tracked, data)) {
      presence.track(member, host.key, data)
      tracked = data
      topics.presenceChanged(topic)
    }
    host.reply(ref, 'ok', {})
    host.onTracked()
  }

  function untrack(ref: string | null) {
    topics.presenceOf(topic)?.untrack(member)
    topics.presenceChanged(topic)
    host.reply(ref, 'ok', {})
  }

  async function take(payload: unknown, ref: string | null): Promise<void> {
    if (!host.isOpen()) return
    const event = isRecord(payload) ? String(payload.event).toLowerCase() : ''
    if (event === 'untrack') return untrack(ref)
    if (event !== 'track') return refuse(ref, 'Presence event must be track or untrack')
    const data = isRecord(payload) ? (payload.payload ?? {}) : {}
    if (!isRecord(data)) return refuse(ref, 'Presence track payload must be a map')
    const isAllowed = await host.rights.checkWrite('presence')
    if (!host.isOpen()) return
    if (isAllowed) return track(data, ref)
    refuse(ref, isAllowed === null ? UNAVAILABLE : 'Unauthorized: You may not write presence here')
  }

  return {
    handle(payload, ref) {
      if (!rate.take()) return host.close('Client presence rate limit exceeded')
      // One after the other, so that an untrack never overtakes the track before it.
      turn = turn.then(() => take(payload, ref))
    },
  }
}
