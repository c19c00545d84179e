import type { IncomingMessage } from 'node:http'
import { type Behaviour, Behaviours } from './behaviour.ts'
import { Devices, readMessage } from './devices.ts'
import { VapidCheck } from './vapid.ts'

/** A push that was taken, as the device reads it. */
export type Message = {
  id: number
  subscription: string
  /** ISO 8601. */
  at: string
  ttl: number
  urgency: string
  topic: string | null
  text: string
  /** The text as JSON; null when it is none. */
  payload: unknown
}

export type Taken = { status: number; why: string; headers?: Record<string, string> } | 'hang'

const MESSAGES_MAX = 5_000
/** As push services do: larger ones are answered 413. */
export const BODY_MAX_BYTES = 4_096

/**
 * A push service for this machine: verifies who sends and reads what was sent, with the keys of the devices it made up. What it
 * takes is kept for whoever asks, and it can be told to misbehave.
 */
export class PushService {
  readonly devices: Devices
  readonly behaviours = new Behaviours()
  readonly #vapid: VapidCheck
  #messages: Message[] = []
  #count = 0

  constructor(origin: string) {
    this.devices = new Devices(origin)
    this.#vapid = new VapidCheck(origin)
  }

  /** One push for a device: what RFC 8030 asks of it, in the order in which push services look. */
  async take(deviceId: string, headers: IncomingMessage['headers'], body: Buffer | null): Promise<Taken> {
    const device = this.devices.get(deviceId)
    if (!device) return { status: 404, why: 'There is no such device.' }
    if (device.isGone) return { status: 410, why: 'The device has unsubscribed.' }
    const told = this.behaviours.next(deviceId)
    if (told) return misbehave(told)
    if (body === null) return { status: 413, why: `A push is at most ${BODY_MAX_BYTES} bytes long.` }
    const ttl = Number(headers.ttl)
    if (headers.ttl === undefined || !Number.isInteger(ttl) || ttl < 0)
      return { status: 400, why: 'TTL is missing or no number of seconds.' }
    const topic = headers.topic === undefined ? null : String(headers.topic)
    if (topic !== null && !/^[\w-]{1,32}$/.test(topic))
      return { status: 400, why: 'Topic is longer than 32 characters of base64url.' }
    const refused = await this.#vapid.check(headers.authorization, device.applicationServerKey)
    if (refused) return refused
    if (headers['content-encoding'] !== 'aes128gcm')
      return { status: 415, why: 'Content-Encoding must be aes128gcm.' }
    const text = readMessage(device, body)
    if (text === null) return { status: 400, why: 'The device cannot decrypt this.' }
    this.#keep({ subscription: deviceId, ttl, urgency: String(headers.urgency ?? 'normal'), topic, text })
    return { status: 201, why: '', headers: { location: `/local/push/messages/${this.#count}` } }
  }

  #keep(taken: Omit<Message, 'id' | 'at' | 'payload'>): void {
    this.#count += 1
    this.#messages.push({
      id: this.#count,
      at: new Date().toISOString(),
      payload: parse(taken.text),
      ...taken,
    })
    if (this.#messages.length > MESSAGES_MAX * 1.2) this.#messages = this.#messages.slice(-MESSAGES_MAX)
  }

  /** Newest last; of one device when it is named. */
  list(deviceId?: string): Message[] {
    return this.#messages.filter((message) => !deviceId || message.subscription === deviceId)
  }

  /** How many were taken since the start, also those that are not kept any more. */
  get count(): number {
    return this.#count
  }

  clear(): void {
    this.#messages = []
  }
}

function misbehave({ status, retryAfterSeconds }: Behaviour): Taken {
  if (status === 'hang') return 'hang'
  const headers: Record<string, string> =
    retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }
  return { status, why: 'As it was told.', headers }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Whoever sends is free to send words.
    return null
  }
}
