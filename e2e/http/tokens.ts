import { importJWK, SignJWT } from 'jose'
import type { HttpCloud } from './cloud.ts'

export type TokenPlan = {
  sub?: string
  iss?: string
  aud?: string
  role?: string
  secondsLeft?: number
  isAnonymous?: boolean
}

/** The claims of a session's access token as Auth writes them, with some of them changed. */
function claimsOf(cloud: HttpCloud, plan: TokenPlan) {
  const nowSeconds = Math.floor(Date.now() / 1000)
  return {
    sub: plan.sub ?? crypto.randomUUID(),
    iss: plan.iss ?? `${cloud.config.urls.api}/auth/v1`,
    aud: plan.aud ?? 'authenticated',
    role: plan.role ?? 'authenticated',
    iat: nowSeconds - 10,
    exp: nowSeconds + (plan.secondsLeft ?? 3600),
    session_id: crypto.randomUUID(),
    is_anonymous: plan.isAnonymous ?? true,
  }
}

/** Signed with the key that Auth publishes: good, unless the plan says otherwise. */
export async function signedToken(cloud: HttpCloud, plan: TokenPlan = {}): Promise<string> {
  const jwk = cloud.config.keys.jwtSigningKey
  const key = await importJWK({ ...jwk, key_ops: ['sign'] }, 'ES256')
  return new SignJWT(claimsOf(cloud, plan))
    .setProtectedHeader({ alg: 'ES256', kid: jwk.kid, typ: 'JWT' })
    .sign(key)
}

/** Signed with a key of the forger's own, under the name of the real one. */
export async function forgedToken(cloud: HttpCloud): Promise<string> {
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const { kid } = cloud.config.keys.jwtSigningKey
  return new SignJWT(claimsOf(cloud, {}))
    .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
    .sign(privateKey)
}

/** `alg: none`, and an HMAC whose key is what everybody can read at the JWKS address. */
export async function trickTokens(cloud: HttpCloud): Promise<{ none: string; hmac: string }> {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const { kid } = cloud.config.keys.jwtSigningKey
  const none = `${part({ alg: 'none', kid })}.${part(claimsOf(cloud, {}))}.`
  const jwks = await (await fetch(`${cloud.config.urls.api}/auth/v1/.well-known/jwks.json`)).text()
  const hmac = await new SignJWT(claimsOf(cloud, {}))
    .setProtectedHeader({ alg: 'HS256', kid })
    .sign(new TextEncoder().encode(jwks))
  return { none, hmac }
}
