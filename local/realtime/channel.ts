import { type BroadcastPush, type Frame, isRecord, type Vsn, type WireMessage } from './frames.ts'
import { type JoinRequest, readAccessToken } from './join.ts'
import type { Limits, Rate } from './limits.ts'
import { type Authority, type Grant, Rights, UNAVAILABLE } from './rights.ts'
import { expiredSentence } from './tokens.ts'
import { type Member, type TopicName, type Topics, wireTopic } from './topics.ts'
import { createTracking } from './tracking.ts'

/** What sockets and channels need of the server. */
export type Shared = Authority & {
  topics: Topics
  limits: Limits
  /** Whether messages from the database are flowing now. */
  isReplicating(): boolean
}

/** What a channel needs of its socket. */
export type Link = {
  readonly vsn: Vsn
  readonly broadcastRate: Rate
  sendFrame(frame: Frame): void
  sendWire(wire: WireMessage): void
  /** Called once, when the channel closes. */
  forget(channel: Channel): void
}

export type Join = { topic: TopicName; joinRef: string | null; request: JoinRequest }

const NO_CHANGES =
  'This server does not send Postgres changes: use broadcast from the database (realtime.send, or ' +
  'realtime.broadcast_changes in a trigger) and listen to its topic.'
const NO_REPLAY = 'This server does not replay messages: read the rows themselves after subscribing.'

/** One joined topic of one socket: what it may do, and everything it is told. */
export class Channel implements Member {
  readonly topic: TopicName
  readonly joinRef: string | null
  readonly #shared: Shared
  readonly #link: Link
  readonly #request: JoinRequest
  readonly #rights: Rights
  readonly #tracking: ReturnType<typeof createTracking>
  #waiting: BroadcastPush[] = []
  #presenceEnabled: boolean
  #awaitsReplication: boolean
  #isOpen = true

  constructor(shared: Shared, link: Link, { topic, joinRef, request }: Join, grant: Grant) {
    this.#shared = shared
    this.#link = link
    this.topic = topic
    this.joinRef = joinRef
    this.#request = request
    this.#rights = new Rights(shared, topic, grant)
    this.#presenceEnabled = request.presenceEnabled
    this.#awaitsReplication = request.wantsReplicationReady
    this.#tracking = createTracking({
      member: this,
      topic,
      topics: shared.topics,
      rights: this.#rights,
      limits: shared.limits,
      key: request.presenceKey,
      isOpen: () => this.#isOpen,
      reply: (ref, status, response) => this.reply(ref, status, response),
      close: (reason) => this.close(reason),
      onTracked: () => this.#enablePresence(),
    })
  }

  get vsn(): Vsn {
    return this.#link.vsn
  }
  get hearsBroadcast(): boolean {
    return this.#rights.mayRead.broadcast
  }
  get hearsPresence(): boolean {
    return this.#presenceEnabled && this.#rights.mayRead.presence
  }

  deliver(wire: WireMessage) {
    this.#link.sendWire(wire)
  }

  /** Answers the join and begins to listen. */
  start(ref: string | null) {
    const { changes, wantsReplay } = this.#request
    this.#shared.topics.join(this.topic, this)
    this.reply(ref, 'ok', { postgres_changes: changes.map((binding, at) => ({ id: at + 1, ...binding })) })
    if (this.hearsPresence) this.#sendPresenceState()
    if (changes.length > 0) this.#system('postgres_changes', 'error', NO_CHANGES)
    if (wantsReplay) this.#system('broadcast', 'error', NO_REPLAY)
    if (this.#shared.isReplicating()) this.replicationReady()
  }

  /** Tells a client that asked for it, once, that messages from the database reach it from now on. */
  replicationReady() {
    if (!this.#awaitsReplication) return
    this.#awaitsReplication = false
    this.#system('system', 'ok', 'Replication connection established')
  }

  reply(ref: string | null, status: 'ok' | 'error', response: unknown) {
    this.#push('phx_reply', { status, response }, ref)
  }

  #push(event: string, payload: unknown, ref: string | null = null) {
    this.#link.sendFrame({ joinRef: this.joinRef, ref, topic: wireTopic(this.topic.name), event, payload })
  }

  #system(extension: string, status: 'ok' | 'error', message: string) {
    this.#push('system', { extension, status, message, channel: this.topic.name })
  }

  #sendPresenceState() {
    this.#push('presence_state', this.#shared.topics.presenceOf(this.topic)?.state() ?? {})
  }

  /** A track on a channel that joined without presence turns it on. */
  #enablePresence() {
    if (this.#presenceEnabled) return
    this.#presenceEnabled = true
    if (this.hearsPresence) this.#sendPresenceState()
  }

  /** Stops listening, without a word to the client. */
  drop() {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#waiting = []
    this.#shared.topics.leave(this.topic, this)
    this.#link.forget(this)
  }

  /** Stops and says so. A reason goes first as a system error; clients do not come back from this by themselves. */
  close(reason?: string) {
    if (!this.#isOpen) return
    if (reason) this.#system('system', 'error', reason)
    this.#push('phx_close', {}, this.joinRef)
    this.drop()
  }

  leave(ref: string | null) {
    this.reply(ref, 'ok', {})
    this.close()
  }

  closeIfExpired(nowSeconds: number) {
    const { expiresAt } = this.#rights
    if (expiresAt !== null && expiresAt <= nowSeconds) this.close(expiredSentence(expiresAt))
  }

  /** Takes a newer token from the client; the channel closes when that one may not read the topic. */
  async renewToken(payload: unknown): Promise<void> {
    const token = readAccessToken(isRecord(payload) ? payload.access_token : null)
    if (token === null) return
    const refusal = await this.#rights.renew(token)
    if (refusal !== null) this.close(refusal)
  }

  presence(payload: unknown, ref: string | null) {
    this.#tracking.handle(payload, ref)
  }

  broadcast(push: BroadcastPush) {
    const { limits } = this.#shared
    if (!this.#link.broadcastRate.take()) return this.close('Too many messages per second')
    if (push.payload.length > limits.payloadBytes) {
      if (this.#request.ack) return this.reply(push.ref, 'error', { error: 'payload_size_exceeded' })
      return this.#system(
        'broadcast',
        'error',
        `Payload size exceeded: send at most ${limits.payloadBytes} bytes.`,
      )
    }
    const isAllowed = this.#rights.mayWrite('broadcast')
    if (isAllowed === true) return this.#publish(push)
    // A refused write vanishes without an answer, as on hosted Realtime.
    if (isAllowed === false) return
    if (this.#waiting.length >= limits.waitingBroadcasts) return this.close('Too many messages per second')
    this.#waiting.push(push)
    if (this.#waiting.length === 1) void this.#publishWaiting()
  }

  #publish({ event, encoding, payload, ref }: BroadcastPush) {
    const except = this.#request.self ? undefined : this
    this.#shared.topics.publish(this.topic, { event, encoding, payload, id: null }, except)
    if (this.#request.ack) this.reply(ref, 'ok', {})
  }

  async #publishWaiting(): Promise<void> {
    const isAllowed = await this.#rights.checkWrite('broadcast')
    const waiting = this.#waiting
    this.#waiting = []
    for (const push of waiting) {
      if (isAllowed === true) this.#publish(push)
      else if (isAllowed === null && this.#request.ack) this.reply(push.ref, 'error', { reason: UNAVAILABLE })
    }
  }
}
