import { isRecord, parseJson } from './frames.ts'

/** What a valid token says; kept whole because row level security policies read it as `request.jwt.claims`. */
export type Claims = {
  readonly role: string
  /** Seconds since 1970; null for an opaque key, which does not expire. */
  readonly exp: number | null
  readonly sub: string
  readonly all: Readonly<Record<string, unknown>>
}

/** Null for any token that is not valid now. Opaque keys give `{role}` alone. */
export type VerifyToken = (token: string) => Promise<Readonly<Record<string, unknown>> | null>

export type TokenCheck = { ok: true; claims: Claims } | { ok: false; reason: string }

export const isOpaqueKey = (token: string): boolean => token.startsWith('sb_')

/** Only these can be taken: a token naming the superuser must not get its rights, whoever signed it. */
const ROLES = new Set(['anon', 'authenticated', 'service_role'])

/** "Token has expired N seconds ago", the sentence hosted Realtime uses. */
export function expiredSentence(exp: number): string {
  return `Token has expired ${Math.max(0, Math.floor(Date.now() / 1000 - exp))} seconds ago`
}

/** Why a token was refused, in hosted Realtime's words. Reads the token without trusting it. */
function refusalOf(token: string): string {
  const parts = token.split('.')
  if (parts.length !== 3) return 'MalformedJWT: The token provided is not a valid JWT'
  const body = parseJson(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'))
  if (!isRecord(body)) return 'MalformedJWT: The token provided is not a valid JWT'
  const exp = body.exp
  if (typeof exp === 'number' && exp * 1000 <= Date.now()) return `InvalidJWTToken: ${expiredSentence(exp)}`
  return 'JwtSignatureError: Failed to validate JWT signature'
}

function claimsOf(token: string, all: Readonly<Record<string, unknown>>): TokenCheck {
  const { role, exp, sub } = all
  const expires = typeof exp === 'number' ? exp : null
  if (typeof role !== 'string' || (expires === null && !isOpaqueKey(token))) {
    return { ok: false, reason: 'InvalidJWTToken: Fields `role` and `exp` are required in JWT' }
  }
  if (!ROLES.has(role))
    return { ok: false, reason: `InvalidJWTToken: Role ${JSON.stringify(role)} cannot be used here` }
  if (expires !== null && expires * 1000 <= Date.now()) {
    return { ok: false, reason: `InvalidJWTToken: ${expiredSentence(expires)}` }
  }
  return { ok: true, claims: { role, exp: expires, sub: typeof sub === 'string' ? sub : '', all } }
}

/** Checks a token and says in one sentence why it is refused. Rejects only when the verifier itself fails. */
export async function checkToken(verifyToken: VerifyToken, token: string): Promise<TokenCheck> {
  const all = await verifyToken(token)
  return all === null ? { ok: false, reason: refusalOf(token) } : claimsOf(token, all)
}
