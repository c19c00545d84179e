import { type Broadcast, broadcastEncoder, encodeText, type Vsn, type WireMessage } from './frames.ts'
import { PresenceTopic } from './presence.ts'

/** A joined channel, as its topic sees it. */
export type Member = {
  readonly vsn: Vsn
  readonly hearsBroadcast: boolean
  readonly hearsPresence: boolean
  deliver(wire: WireMessage): void
}

/** A public and a private channel of one name never hear each other. */
export type TopicName = { readonly name: string; readonly isPrivate: boolean }

/** Changes of presence gather this long, so that a thousand arrivals are not a million messages. */
const PRESENCE_FLUSH_MS = 50

const WIRE_PREFIX = 'realtime:'
export const wireTopic = (name: string): string => `${WIRE_PREFIX}${name}`
/** The name after `realtime:`, or null for any other topic. */
export const topicName = (wire: string): string | null =>
  wire.startsWith(WIRE_PREFIX) ? wire.slice(WIRE_PREFIX.length) : null

const keyOf = ({ name, isPrivate }: TopicName): string => `${isPrivate ? 'private' : 'public'} ${name}`

class Topic {
  readonly wire: string
  readonly members = new Set<Member>()
  readonly presence = new PresenceTopic()
  constructor(name: string) {
    this.wire = wireTopic(name)
  }
}

/** Who listens to what. A topic exists while it has members. */
export class Topics {
  readonly #topics = new Map<string, Topic>()
  readonly #changed = new Set<Topic>()
  #flushTimer: NodeJS.Timeout | null = null

  join(name: TopicName, member: Member): void {
    const key = keyOf(name)
    let topic = this.#topics.get(key)
    if (!topic) {
      topic = new Topic(name.name)
      this.#topics.set(key, topic)
    }
    topic.members.add(member)
  }

  /** Also takes back the member's presence. */
  leave(name: TopicName, member: Member): void {
    const key = keyOf(name)
    const topic = this.#topics.get(key)
    if (!topic) return
    topic.members.delete(member)
    if (topic.presence.has(member)) {
      topic.presence.untrack(member)
      this.#touch(topic)
    }
    if (topic.members.size === 0) this.#topics.delete(key)
  }

  /** Serialised once per protocol version; `except` is the sender that does not want its own message. */
  publish(name: TopicName, message: Omit<Broadcast, 'topic'>, except?: Member): void {
    const topic = this.#topics.get(keyOf(name))
    if (!topic) return
    const encoded = broadcastEncoder({ ...message, topic: topic.wire })
    for (const member of topic.members) {
      if (member === except || !member.hearsBroadcast) continue
      const wire = encoded(member.vsn)
      if (wire) member.deliver(wire)
    }
  }

  presenceOf(name: TopicName): PresenceTopic | null {
    return this.#topics.get(keyOf(name))?.presence ?? null
  }

  /** Says that presence of this topic changed; everybody hears about it within PRESENCE_FLUSH_MS. */
  presenceChanged(name: TopicName): void {
    const topic = this.#topics.get(keyOf(name))
    if (topic) this.#touch(topic)
  }

  #touch(topic: Topic): void {
    this.#changed.add(topic)
    this.#flushTimer ??= setTimeout(() => this.#flush(), PRESENCE_FLUSH_MS).unref()
  }

  #flush(): void {
    this.#flushTimer = null
    for (const topic of this.#changed) {
      const diff = topic.presence.takeDiff()
      if (!diff) continue
      const frame = { joinRef: null, ref: null, topic: topic.wire, event: 'presence_diff', payload: diff }
      const made = new Map<Vsn, WireMessage>()
      for (const member of topic.members) {
        if (!member.hearsPresence) continue
        let wire = made.get(member.vsn)
        if (!wire) {
          wire = { data: Buffer.from(encodeText(member.vsn, frame)), binary: false }
          made.set(member.vsn, wire)
        }
        member.deliver(wire)
      }
    }
    this.#changed.clear()
  }

  close(): void {
    if (this.#flushTimer) clearTimeout(this.#flushTimer)
    this.#changed.clear()
    this.#topics.clear()
  }
}
