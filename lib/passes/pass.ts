import { hash, timingSafeEqual } from 'node:crypto'
import { uuidFromBytes, uuidToBytes } from '#lib/http/uuid.ts'

/** How long a pass is good for. Short, because nothing can take one back; the page renews it before it runs out. */
export const PASS_SECONDS = 15 * 60

export type Pass = {
  shopperId: string
  saleId: string
  /** Milliseconds since 1970. */
  expiresAtMs: number
}

/** version 1 byte, shopper 16, sale 16, expiry 6: what is signed. */
const VERSION = 1
const PAYLOAD_BYTES = 39
const MAC_BYTES = 32
const TOKEN_LENGTH = Math.ceil(((PAYLOAD_BYTES + MAC_BYTES) * 4) / 3)

/** Signs a pass: base64url of its 39 bytes and their HMAC-SHA256. Both ids must be UUIDs. */
export function signPass(pass: Pass, secret: string): string {
  const payload = Buffer.alloc(PAYLOAD_BYTES)
  payload[0] = VERSION
  uuidToBytes(pass.shopperId).copy(payload, 1)
  uuidToBytes(pass.saleId).copy(payload, 17)
  payload.writeUIntBE(pass.expiresAtMs, 33, 6)
  return Buffer.concat([payload, macOf(payload, secret)]).toString('base64url')
}

/** The pass in a token, or null when it is not one of ours, was changed, or has run out. Never throws. */
export function verifyPass(token: string, secret: string, nowMs: number): Pass | null {
  if (token.length !== TOKEN_LENGTH) return null
  const bytes = Buffer.from(token, 'base64url')
  // Characters outside the alphabet are skipped by Node, and spare bits are ignored: only the one spelling counts.
  if (bytes.length !== PAYLOAD_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return null
  const payload = bytes.subarray(0, PAYLOAD_BYTES)
  if (!timingSafeEqual(bytes.subarray(PAYLOAD_BYTES), macOf(payload, secret))) return null
  const expiresAtMs = payload.readUIntBE(33, 6)
  if (payload[0] !== VERSION || expiresAtMs <= nowMs) return null
  return { shopperId: uuidFromBytes(payload, 1), saleId: uuidFromBytes(payload, 17), expiresAtMs }
}

const BLOCK_BYTES = 64
const CONTEXT = Buffer.from('stampede pass\n')

/** What a secret is before any pass is known: both blocks of HMAC, and room for what follows them. */
type Pads = { secret: string; inner: Buffer; outer: Buffer }
let lastPads: Pads | undefined

function padsOf(secret: string): Pads {
  if (lastPads?.secret === secret) return lastPads
  const bytes = Buffer.from(secret)
  const key = bytes.length > BLOCK_BYTES ? hash('sha256', bytes, 'buffer') : bytes
  const inner = Buffer.alloc(BLOCK_BYTES + CONTEXT.length + PAYLOAD_BYTES, 0x36)
  const outer = Buffer.alloc(BLOCK_BYTES + MAC_BYTES, 0x5c)
  for (const [at, byte] of key.entries()) {
    inner[at] = byte ^ 0x36
    outer[at] = byte ^ 0x5c
  }
  CONTEXT.copy(inner, BLOCK_BYTES)
  lastPads = { secret, inner, outer }
  return lastPads
}

/**
 * HMAC-SHA256 (RFC 2104) over the context and the payload, as two one-shot hashes: half of what createHmac costs, whose
 * objects outweigh the arithmetic for 53 bytes. A memory of verified passes was tried instead: finding one among
 * thousands costs as much as checking it. The buffers are reused, which is safe because nothing here waits.
 */
function macOf(payload: Buffer, secret: string): Buffer {
  const { inner, outer } = padsOf(secret)
  payload.copy(inner, BLOCK_BYTES + CONTEXT.length)
  hash('sha256', inner, 'buffer').copy(outer, BLOCK_BYTES)
  return hash('sha256', outer, 'buffer')
}

const COOKIE_PREFIX = 'stampede-pass-'

/** One cookie per sale, so that two sales open in two tabs do not take each other's pass. */
export function passCookieName(saleId: string): string {
  return `${COOKIE_PREFIX}${saleId}`
}

export function isPassCookie(name: string): boolean {
  return name.startsWith(COOKIE_PREFIX)
}

/** The pass tokens among a request's cookies. */
export function passTokensOf(cookies: ReadonlyMap<string, string>): string[] {
  const tokens: string[] = []
  for (const [name, value] of cookies) if (isPassCookie(name)) tokens.push(value)
  return tokens
}
