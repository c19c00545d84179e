import { createECDH, type ECDH, randomBytes, randomUUID } from 'node:crypto'
import { decrypt } from 'http_ece'

/** A device as its browser's push service knows it, with the secrets that only the device has. */
export type Device = {
  id: string
  applicationServerKey: string
  privateKey: ECDH
  auth: string
  isGone: boolean
}

/** What `PushSubscription.toJSON()` gives. */
export type SubscriptionJson = {
  endpoint: string
  expirationTime: null
  keys: { p256dh: string; auth: string }
}

const DEVICES_MAX = 200_000

/** The devices there are. In memory: a push service that forgot a device says 410, and the shop forgets it too. */
export class Devices {
  readonly #origin: string
  readonly #devices = new Map<string, Device>()

  constructor(origin: string) {
    this.#origin = origin
  }

  /** A new device; many of a load test may share one pair of keys, which costs as much to encrypt for as their own. */
  add(applicationServerKey: string, privateKey: ECDH = newKeys()): SubscriptionJson {
    if (this.#devices.size >= DEVICES_MAX) this.#devices.clear()
    const id = randomUUID()
    const auth = randomBytes(16).toString('base64url')
    this.#devices.set(id, { id, applicationServerKey, privateKey, auth, isGone: false })
    return {
      endpoint: this.endpointOf(id),
      expirationTime: null,
      keys: { p256dh: privateKey.getPublicKey('base64url'), auth },
    }
  }

  get(id: string): Device | null {
    return this.#devices.get(id) ?? null
  }

  get count(): number {
    return this.#devices.size
  }

  endpointOf(id: string): string {
    return `${this.#origin}/local/push/to/${id}`
  }

  /** The id in an endpoint of ours, or the id itself. */
  idOf(endpointOrId: string): string {
    return endpointOrId.replace(/^.*\/local\/push\/to\//, '')
  }
}

export function newKeys(): ECDH {
  const keys = createECDH('prime256v1')
  keys.generateKeys()
  return keys
}

/** What the device reads; null when it was not encrypted for it. */
export function readMessage({ privateKey, auth }: Device, body: Buffer): string | null {
  try {
    return decrypt(body, { version: 'aes128gcm', privateKey, authSecret: auth }).toString('utf8')
  } catch {
    // Another device's keys, or no such encoding: a browser throws it away without a word, too.
    return null
  }
}
