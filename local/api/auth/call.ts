import type { Sql } from 'postgres'
import type { Credentials } from '../caller.ts'
import type { Lite } from '../lite.ts'
import type { ApiSettings } from '../settings.ts'
import type { AccessClaims, Tokens } from '../tokens.ts'
import { AuthError, invalid } from './errors.ts'
import type { AuthLimits } from './limits.ts'
import { readUserOfSession, type UserRow } from './users.ts'

export type AuthDeps = {
  sql: Sql
  lite: Lite
  tokens: Tokens
  settings: ApiSettings
  limits: AuthLimits
  publishableKey: string
  /** `<api url>/auth/v1`: the claim iss. */
  issuer: string
}

/** One request to an auth route. */
export type AuthCall = {
  deps: AuthDeps
  request: Request
  url: URL
  /** The JSON body; empty where there is none. */
  body: Readonly<Record<string, unknown>>
  rawBody: string
  /** Null on the few routes that are open to everybody. */
  who: Credentials | null
  /** Of the client, for limits and for the session's record. */
  ip: string
  userAgent: string
}

/** A text field of the body; undefined when it is missing, null or empty. */
export function textField(call: AuthCall, name: string): string | undefined {
  const value = call.body[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw invalid(`${name} must be a string`)
  if (value.includes('\0')) throw invalid(`${name} holds a character that cannot be stored`)
  return value
}

/** An object field of the body; empty when it is missing. */
export function objectField(call: AuthCall, name: string): Record<string, unknown> {
  const value = call.body[name]
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid(`${name} must be an object`)
  return { ...value }
}

/** The claims of a valid token, or GoTrue's 401 and 403. */
export function requireClaims(call: AuthCall): AccessClaims {
  const token = call.who?.token
  if (!token) throw new AuthError(401, 'no_authorization', 'This endpoint requires a valid Bearer token')
  if (token.ok) return token.claims
  const why = {
    expired: 'token has invalid claims: token is expired',
    malformed: 'token is malformed: token contains an invalid number of segments',
    untrusted: 'token signature is invalid',
  }[token.reason]
  throw new AuthError(403, 'bad_jwt', `invalid JWT: unable to parse or verify signature, ${why}`)
}

/** The signed-in user, whose session still exists. */
export async function requireUser(call: AuthCall): Promise<{ claims: AccessClaims; user: UserRow }> {
  const claims = requireClaims(call)
  const user = await readUserOfSession(call.deps.sql, claims.sub, claims.session_id)
  if (!user) {
    throw new AuthError(403, 'session_not_found', 'Session from session_id claim in JWT does not exist')
  }
  if (isBanned(user)) throw new AuthError(403, 'user_banned', 'User is banned')
  return { claims, user }
}

export function isBanned(user: UserRow): boolean {
  return user.banned_until !== null && Date.parse(user.banned_until) > Date.now()
}
