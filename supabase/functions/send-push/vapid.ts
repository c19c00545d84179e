import { createECDH } from 'node:crypto'
import webpush from 'web-push'
import { optionalVariable } from '../_shared/environment.ts'

export type VapidKeys = { publicKey: string; privateKey: string; subject: string }

/** Push services refuse tokens of more than 24 hours; ours are half that and renewed when half of it is over. */
const TOKEN_SECONDS = 12 * 60 * 60
const RENEW_AFTER_MS = (TOKEN_SECONDS / 2) * 1000

/** What is wrong with the keys is for whoever installs the shop: they are told, and nothing else breaks. */
export class PushOffError extends Error {}

/** Reads and checks the three variables. Throws a PushOffError that says which one to set to what. */
export function readVapidKeys(): VapidKeys {
  const publicKey = read('VAPID_PUBLIC_KEY', /^B[A-Za-z0-9_-]{86}$/, 'the public key, 87 characters')
  const privateKey = read('VAPID_PRIVATE_KEY', /^[A-Za-z0-9_-]{43}$/, 'the private key, 43 characters')
  const subject = read(
    'VAPID_SUBJECT',
    /^(mailto:[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+|https:\/\/\S+)$/,
    'mailto: and an address that is read',
  )
  if (publicKeyOf(privateKey) !== publicKey) {
    throw new PushOffError(
      'VAPID_PUBLIC_KEY is not that of VAPID_PRIVATE_KEY: set both from one run of `npx web-push generate-vapid-keys`.',
    )
  }
  return { publicKey, privateKey, subject }
}

function read(name: 'VAPID_PUBLIC_KEY' | 'VAPID_PRIVATE_KEY' | 'VAPID_SUBJECT', form: RegExp, what: string) {
  const value = optionalVariable(name)
  if (value !== null && form.test(value)) return value
  const state = value === null ? 'is not set' : 'has another form'
  throw new PushOffError(
    `Push is off: ${name} ${state}. Set it to ${what} (docs/deploy.md, Push) in the secrets of the Edge Functions.`,
  )
}

function publicKeyOf(privateKey: string): string {
  const pair = createECDH('prime256v1')
  try {
    pair.setPrivateKey(privateKey, 'base64url')
    return pair.getPublicKey('base64url')
  } catch {
    // Not a number of this curve: no key pair at all.
    return ''
  }
}

const tokens = new Map<string, { header: string; renewAtMs: number }>()

/** The `Authorization` for a push service, signed once for many messages: there are four of them, and signing costs more than encrypting. */
export function authorizationFor(origin: string, keys: VapidKeys): string {
  const known = tokens.get(`${origin} ${keys.publicKey}`)
  if (known && known.renewAtMs > Date.now()) return known.header
  const expiration = Math.floor(Date.now() / 1000) + TOKEN_SECONDS
  const { Authorization: header } = webpush.getVapidHeaders(
    origin,
    keys.subject,
    keys.publicKey,
    keys.privateKey,
    'aes128gcm',
    expiration,
  )
  // Windows names its hosts by place: a few dozen at most.
  if (tokens.size > 200) tokens.clear()
  tokens.set(`${origin} ${keys.publicKey}`, { header, renewAtMs: Date.now() + RENEW_AFTER_MS })
  return header
}
