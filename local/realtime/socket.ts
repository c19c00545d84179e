import type { RawData, WebSocket } from 'ws'
import { Channel, type Link, type Shared } from './channel.ts'
import {
  type BroadcastPush,
  decodeBroadcastPush,
  decodeText,
  encodeText,
  type Frame,
  isRecord,
  MAX_NAME_BYTES,
  type Vsn,
  type WireMessage,
} from './frames.ts'
import { readJoinRequest } from './join.ts'
import { createRate, type Rate } from './limits.ts'
import { grantAccess } from './rights.ts'
import { topicName } from './topics.ts'

const POLICY_VIOLATION = 1008
/** A join under way; replaced by its channel when it is granted. */
type Joining = { joinRef: string | null }

function bufferOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}

/** A text broadcast (protocol 1.0.0, or an older client) as the push it stands for; null when it is not one. */
function pushOf({ joinRef, ref, topic, payload }: Frame): BroadcastPush | null {
  if (!isRecord(payload) || typeof payload.event !== 'string') return null
  const body = Buffer.from(JSON.stringify(payload.payload ?? {}))
  return { joinRef, ref, topic, event: payload.event, encoding: 'json', payload: body }
}

/** One client connection: reads frames, keeps its channels, never holds more unsent than the limit. */
export class Socket implements Link {
  readonly vsn: Vsn
  readonly broadcastRate: Rate
  readonly #ws: WebSocket
  readonly #shared: Shared
  readonly #key: string
  readonly #joinAll: Rate
  readonly #joinRate: Rate
  readonly #frameRate: Rate
  readonly #channels = new Map<string, Channel | Joining>()
  #heardAt = performance.now()
  #emptySince = performance.now()

  /** `key` is what the socket was opened with: an opaque key, or a token. `joinAll` counts the joins of all sockets. */
  constructor(ws: WebSocket, shared: Shared, vsn: Vsn, key: string, joinAll: Rate) {
    this.vsn = vsn
    this.#ws = ws
    this.#shared = shared
    this.#key = key
    this.#joinAll = joinAll
    const { limits } = shared
    this.#joinRate = createRate(limits.joinsPerSecondPerSocket, 1_000)
    this.#frameRate = createRate(limits.framesPerSecondPerSocket, 1_000)
    this.broadcastRate = createRate(limits.broadcastsPerSecondPerSocket, 1_000)
    ws.on('message', (data, isBinary) => this.#receive(bufferOf(data), isBinary))
    ws.on('close', () => this.#dropAll())
    // The library closes the connection by itself (frame too large, not UTF-8, …); `close` follows.
    ws.on('error', (error) => shared.log.debug({ reason: error.message }, 'a realtime socket failed'))
  }

  sendFrame(frame: Frame) {
    this.sendWire({ data: Buffer.from(encodeText(this.vsn, frame)), binary: false })
  }

  sendWire({ data, binary }: WireMessage) {
    if (this.#ws.readyState !== this.#ws.OPEN) return
    if (this.#ws.bufferedAmount > this.#shared.limits.bufferedBytes) {
      this.#shared.log.info('a realtime client reads too slowly and is closed')
      this.#dropAll()
      this.#ws.terminate()
      return
    }
    this.#ws.send(data, { binary })
  }

  forget(channel: Channel) {
    for (const [wire, kept] of this.#channels) if (kept === channel) this.#channels.delete(wire)
    if (this.#channels.size === 0) this.#emptySince = performance.now()
  }

  #dropAll() {
    for (const kept of [...this.#channels.values()]) if (kept instanceof Channel) kept.drop()
    this.#channels.clear()
  }

  *#open(): Generator<Channel> {
    for (const kept of [...this.#channels.values()]) if (kept instanceof Channel) yield kept
  }

  replicationReady() {
    for (const channel of this.#open()) channel.replicationReady()
  }

  /** Called every second for every socket: expired tokens, silent connections, sockets without a channel. */
  sweep(now: number, nowSeconds: number) {
    const { silenceMs, idleMs } = this.#shared.limits
    if (now - this.#heardAt > silenceMs) return this.#ws.terminate()
    for (const channel of this.#open()) channel.closeIfExpired(nowSeconds)
    if (this.#channels.size === 0 && now - this.#emptySince > idleMs) this.#ws.close(1000, 'no channels')
  }

  /** Tells the client to come back soon, and does not wait long for its answer. */
  disconnect(code: number, reason: string) {
    this.#dropAll()
    this.#ws.close(code, reason)
  }

  terminate() {
    this.#ws.terminate()
  }

  #receive(data: Buffer, isBinary: boolean) {
    this.#heardAt = performance.now()
    if (!this.#frameRate.take()) return this.#ws.close(POLICY_VIOLATION, 'Too many messages per second')
    if (isBinary) {
      const push = this.vsn === '2.0.0' ? decodeBroadcastPush(data) : null
      if (!push) return this.#malformed(data)
      this.#broadcast(push)
    } else {
      const frame = decodeText(this.vsn, data.toString('utf8'))
      if (!frame) return this.#malformed(data)
      this.#dispatch(frame)
    }
  }

  #malformed(data: Buffer) {
    this.#shared.log.debug({ bytes: data.length }, 'a malformed realtime frame was ignored')
  }

  #dispatch(frame: Frame) {
    const { topic, event, payload, ref } = frame
    if (topic === 'phoenix' && event === 'heartbeat') return this.#reply(frame, 'ok', {})
    if (event === 'phx_join') return this.#join(frame)
    const kept = this.#channels.get(topic)
    if (event === 'phx_leave' && kept && !(kept instanceof Channel)) {
      // Leaving before the join was answered: the answer will find nobody waiting.
      this.#channels.delete(topic)
      return this.#reply(frame, 'ok', {})
    }
    if (!(kept instanceof Channel)) return this.#reply(frame, 'error', { reason: 'unmatched topic' })
    // A push from before a rejoin is not for the channel as it is now.
    if (frame.joinRef !== null && frame.joinRef !== kept.joinRef) return
    switch (event) {
      case 'phx_leave':
        return kept.leave(ref)
      case 'access_token':
        return void kept.renewToken(payload)
      case 'presence':
        return kept.presence(payload, ref)
      case 'broadcast': {
        const push = pushOf(frame)
        return push
          ? kept.broadcast(push)
          : kept.reply(ref, 'error', { reason: 'A broadcast needs an event' })
      }
      default:
        this.#shared.log.debug({ event }, 'an unknown realtime event was ignored')
    }
  }

  #broadcast(push: BroadcastPush) {
    const kept = this.#channels.get(push.topic)
    if (!(kept instanceof Channel)) return this.#reply(push, 'error', { reason: 'unmatched topic' })
    if (push.joinRef === null || push.joinRef === kept.joinRef) kept.broadcast(push)
  }

  #reply(
    { joinRef, ref, topic }: Omit<Frame, 'event' | 'payload'>,
    status: 'ok' | 'error',
    response: unknown,
  ) {
    this.sendFrame({ joinRef, ref, topic, event: 'phx_reply', payload: { status, response } })
  }

  /** Why this join cannot even be tried; null when it can. */
  #refusalOf(wire: string): string | null {
    const name = topicName(wire)
    if (name === null) return 'unmatched topic'
    if (name === '') return 'TopicNameRequired: You must provide a topic name'
    if (Buffer.byteLength(wire) > MAX_NAME_BYTES)
      return `TopicNameTooLong: A topic has at most ${MAX_NAME_BYTES} bytes`
    if (!this.#joinRate.take() || !this.#joinAll.take())
      return 'ClientJoinRateLimitReached: Too many joins per second'
    if (!this.#channels.has(wire) && this.#channels.size >= this.#shared.limits.channelsPerSocket) {
      return 'ChannelRateLimitReached: Too many channels'
    }
    return null
  }

  #join(frame: Frame) {
    const { topic: wire, payload } = frame
    const refusal = this.#refusalOf(wire)
    if (refusal !== null) return this.#reply(frame, 'error', { reason: refusal })
    const before = this.#channels.get(wire)
    if (before instanceof Channel) before.close()
    const joining: Joining = { joinRef: frame.joinRef }
    this.#channels.set(wire, joining)
    void this.#finishJoin(frame, joining, readJoinRequest(payload))
  }

  async #finishJoin(
    frame: Frame,
    joining: Joining,
    request: ReturnType<typeof readJoinRequest>,
  ): Promise<void> {
    const topic = { name: topicName(frame.topic) ?? '', isPrivate: request.isPrivate }
    const answer = await grantAccess(this.#shared, topic, request.accessToken, this.#key)
    // Left, joined again or disconnected meanwhile.
    if (this.#channels.get(frame.topic) !== joining) return
    if (!answer.ok) {
      this.#channels.delete(frame.topic)
      return this.#reply(frame, 'error', { reason: answer.reason })
    }
    const channel = new Channel(
      this.#shared,
      this,
      { topic, joinRef: joining.joinRef, request },
      answer.grant,
    )
    this.#channels.set(frame.topic, channel)
    channel.start(frame.ref)
  }
}
