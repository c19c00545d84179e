import { randomBytes, randomUUID } from 'node:crypto'
import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres'
import { json } from '../replies.ts'
import type { AuthCall, AuthDeps } from './call.ts'
import { type UserRow, userJson } from './users.ts'

/** How a session proved who it is, newest first. `timestamp` is in seconds. */
export type Proof = { method: string; timestamp: number }

export type SessionFacts = { id: string; aal: string; amr: Proof[] }

/** What a new session is made of; the ids are made here so that one statement can write all of it. */
export type NewSession = { sessionId: string; refreshToken: string; method: string }

export function newRefreshToken(): string {
  return randomBytes(16).toString('base64url')
}

export function newSession(method: string): NewSession {
  return { sessionId: randomUUID(), refreshToken: newRefreshToken(), method }
}

/** The common table expressions that write a session of the user in the row set `u`. */
export function sessionInserts(
  sql: Sql | TransactionSql,
  session: NewSession,
  call: Pick<AuthCall, 'ip' | 'userAgent'>,
): PendingQuery<Row[]> {
  return sql`
    new_session as (
      insert into auth.sessions (id, user_id, aal, ip, user_agent)
      select ${session.sessionId}::uuid, u.id, 'aal1', ${call.ip}::text::inet, ${call.userAgent} from u
    ), new_refresh_token as (
      insert into auth.refresh_tokens (id, token, user_id, session_id)
      select gen_random_uuid()::text, ${session.refreshToken}, u.id, ${session.sessionId}::uuid from u
    ), new_proof as (
      insert into auth.mfa_amr_claims (id, session_id, authentication_method)
      select gen_random_uuid(), ${session.sessionId}::uuid, ${session.method} from u
    )`
}

/** A session as it stands in the database; null when it has ended. */
export async function readSession(
  sql: Sql | TransactionSql,
  id: string,
): Promise<(SessionFacts & { userId: string }) | null> {
  const [row] = await sql<{ id: string; aal: string | null; user_id: string; amr: Proof[] }[]>`
    select s.id, s.aal, s.user_id,
      (select coalesce(jsonb_agg(jsonb_build_object('method', a.authentication_method,
          'timestamp', floor(extract(epoch from a.updated_at))::bigint) order by a.updated_at desc), '[]')
        from auth.mfa_amr_claims a where a.session_id = s.id) as amr
    from auth.sessions s where s.id = ${id}`
  return row ? { id: row.id, aal: row.aal ?? 'aal1', amr: row.amr, userId: row.user_id } : null
}

/** An access token with the claims that hosted tokens have. */
export function accessToken(
  deps: AuthDeps,
  user: UserRow,
  session: SessionFacts,
): { token: string; expiresAt: number } {
  const now = Math.floor(Date.now() / 1000)
  const expiresAt = now + deps.settings.jwtExpirySeconds
  const token = deps.tokens.sign({
    iss: deps.issuer,
    sub: user.id,
    aud: 'authenticated',
    exp: expiresAt,
    iat: now,
    email: user.email ?? '',
    phone: user.phone ?? '',
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    role: 'authenticated',
    aal: session.aal,
    amr: session.amr,
    session_id: session.id,
    is_anonymous: user.is_anonymous,
  })
  return { token, expiresAt }
}

/** The body of every successful sign-in. */
export function sessionBody(
  deps: AuthDeps,
  user: UserRow,
  session: SessionFacts,
  refreshToken: string,
): Record<string, unknown> {
  const { token, expiresAt } = accessToken(deps, user, session)
  return {
    access_token: token,
    token_type: 'bearer',
    expires_in: deps.settings.jwtExpirySeconds,
    expires_at: expiresAt,
    refresh_token: refreshToken,
    user: userJson(user),
  }
}

/** The answer to a sign-in that has just made its session. */
export function newSessionReply(deps: AuthDeps, user: UserRow, session: NewSession): Response {
  const amr = [{ method: session.method, timestamp: Math.floor(Date.now() / 1000) }]
  const facts = { id: session.sessionId, aal: 'aal1', amr }
  return json(200, sessionBody(deps, user, facts, session.refreshToken), { 'cache-control': 'no-store' })
}
