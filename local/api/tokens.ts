import { createHmac, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { SigningKey } from '../keys.ts'

/** What an access token says. Policies read the whole of it as `request.jwt.claims`. */
export type AccessClaims = Readonly<Record<string, unknown>> & {
  readonly sub: string
  readonly role: string
  readonly exp: number
  readonly session_id: string
}

export type TokenCheck =
  | { ok: true; claims: AccessClaims }
  /** `malformed`: not three parts of JSON; `untrusted`: not signed by us; `expired`: was good once. */
  | { ok: false; reason: 'malformed' | 'untrusted' | 'expired' }

export type Tokens = {
  /** Signs claims with ES256 and our key id. */
  sign(claims: AccessClaims): string
  /** Checks signature, algorithm, key id, issuer, audience and time. Never throws. */
  check(token: string): TokenCheck
  /** The same claims as lite knows them: HS256 with the secret that lite and the gateway share. */
  signForLite(claims: AccessClaims): string
  /** `/auth/v1/.well-known/jwks.json`: public keys only. */
  jwks: { keys: Record<string, unknown>[] }
}

/** Checked tokens are remembered until they expire: one check is 0.1 ms, and a page makes several requests. */
const REMEMBERED_TOKENS = 2000
const MAX_TOKEN_LENGTH = 16_384

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(part: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    // Not JSON, so not a token of ours; the caller says so.
    return null
  }
}

function claimsOf(body: Record<string, unknown>, issuer: string): AccessClaims | null {
  const { sub, role, exp, session_id, iss, aud } = body
  if (typeof sub !== 'string' || typeof exp !== 'number' || typeof session_id !== 'string') return null
  // Only this role is ever signed: a token naming a stronger one is not ours, whatever its signature.
  if (role !== 'authenticated' || iss !== issuer || aud !== 'authenticated') return null
  return { ...body, sub, role, exp, session_id }
}

/** Reads the session out of a token that lite has just made. Null when it names none. */
export function sessionOfLiteToken(token: string): string | null {
  const id = decode(token.split('.')[1])?.session_id
  return typeof id === 'string' ? id : null
}

/** Access tokens signed and checked with this machine's ES256 key. `issuer` is `<api url>/auth/v1`. */
export function createTokens(key: SigningKey, liteSecret: string, issuer: string): Tokens {
  const { kty, crv, x, y, kid, alg, use } = key
  const privateKey = createPrivateKey({ key: { kty, crv, x, y, d: key.d }, format: 'jwk' })
  const publicKey = createPublicKey(privateKey)
  const header = encode({ alg: 'ES256', kid, typ: 'JWT' })
  const liteHeader = encode({ alg: 'HS256', typ: 'JWT' })
  const remembered = new Map<string, AccessClaims>()

  function isOurs(parts: string[]): boolean {
    const head = decode(parts[0])
    // The algorithm is ours to choose, never the token's: `none` and HS256 end here.
    if (head?.alg !== 'ES256' || head.kid !== kid) return false
    const signature = Buffer.from(parts[2] ?? '', 'base64url')
    const input = Buffer.from(`${parts[0]}.${parts[1]}`)
    return verify('sha256', input, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)
  }

  function remember(token: string, claims: AccessClaims): void {
    if (remembered.size >= REMEMBERED_TOKENS) remembered.delete(remembered.keys().next().value ?? '')
    remembered.set(token, claims)
  }

  return {
    jwks: { keys: [{ kty, crv, x, y, kid, alg, use, key_ops: ['verify'], ext: true }] },
    sign(claims) {
      const input = `${header}.${encode(claims)}`
      const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return `${input}.${signature.toString('base64url')}`
    },
    signForLite(claims) {
      const input = `${liteHeader}.${encode(claims)}`
      return `${input}.${createHmac('sha256', liteSecret).update(input).digest('base64url')}`
    },
    check(token) {
      const known = remembered.get(token)
      if (known)
        return known.exp * 1000 > Date.now() ? { ok: true, claims: known } : { ok: false, reason: 'expired' }
      const parts = token.split('.')
      if (token.length > MAX_TOKEN_LENGTH || parts.length !== 3) return { ok: false, reason: 'malformed' }
      const body = decode(parts[1])
      if (!body) return { ok: false, reason: 'malformed' }
      const claims = isOurs(parts) ? claimsOf(body, issuer) : null
      if (!claims) return { ok: false, reason: 'untrusted' }
      if (claims.exp * 1000 <= Date.now()) return { ok: false, reason: 'expired' }
      remember(token, claims)
      return { ok: true, claims }
    },
  }
}
