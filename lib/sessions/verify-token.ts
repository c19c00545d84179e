import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { getEnv } from '#lib/env.ts'
import { BoundedMap } from '#lib/http/bounded-map.ts'
import { BusyError } from '#lib/http/busy.ts'
import { shared } from '#lib/http/shared.ts'
import { readUuid } from '#lib/http/uuid.ts'

/** Tokens remembered as verified: a check costs 0.13 ms, a look-up nothing, and one shopper asks many times. */
const VERIFIED_MAX = 10_000
const KEYS_MAX_AGE_MS = 10 * 60_000
/** A token that names an unknown key fetches the keys anew, but not more often than this. */
const KEYS_COOLDOWN_MS = 30_000
const KEYS_TIMEOUT_MS = 3000
/** Access tokens are under 2 KiB; anything longer is not worth the arithmetic. */
const TOKEN_MAX_LENGTH = 4096

export type SessionClaims = { shopperId: string; isAnonymous: boolean; expiresAtMs: number }

type TokenVerifier = (token: string) => Promise<SessionClaims | null>

/**
 * Checks an access token of Supabase Auth without asking it: ES256 only, so neither `none` nor an HMAC over a public
 * key passes; issuer, audience, role and expiry as Auth writes them.
 *
 * Answers null for a token that is not good. Throws BusyError when the keys cannot be fetched, because then nobody
 * knows whether it is.
 */
export function verifyToken(token: string): Promise<SessionClaims | null> {
  return shared('verify-token', () => createTokenVerifier(getEnv().supabaseUrl))(token)
}

export function createTokenVerifier(supabaseUrl: string): TokenVerifier {
  const issuer = `${supabaseUrl}/auth/v1`
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), {
    cacheMaxAge: KEYS_MAX_AGE_MS,
    cooldownDuration: KEYS_COOLDOWN_MS,
    timeoutDuration: KEYS_TIMEOUT_MS,
  })
  const verified = new BoundedMap<string, SessionClaims>(VERIFIED_MAX)

  return async (token) => {
    if (token.length > TOKEN_MAX_LENGTH) return null
    const known = verified.get(token)
    if (known) {
      if (known.expiresAtMs > Date.now()) return known
      verified.delete(token)
      return null
    }
    const claims = await check(token)
    if (claims) verified.set(token, claims)
    return claims
  }

  async function check(token: string): Promise<SessionClaims | null> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['ES256'],
        issuer,
        audience: 'authenticated',
        requiredClaims: ['sub', 'exp'],
      })
      const shopperId = readUuid(payload.sub)
      if (!shopperId || payload.exp === undefined || payload.role !== 'authenticated') return null
      return { shopperId, isAnonymous: payload.is_anonymous === true, expiresAtMs: payload.exp * 1000 }
    } catch (error) {
      if (isBadToken(error)) return null
      throw new BusyError(`the keys of Auth cannot be fetched from ${issuer}`)
    }
  }
}

/** jose throws its own errors for a bad token and for bad keys alike; the latter say nothing about the token. */
function isBadToken(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false
  return (
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC'
  )
}
