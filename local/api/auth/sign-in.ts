import { json } from '../replies.ts'
import { type AuthCall, isBanned, textField } from './call.ts'
import { AuthError, invalid } from './errors.ts'
import { forwardToLite } from './mail-flows.ts'
import { passwordMatches } from './passwords.ts'
import { refreshSession } from './refresh.ts'
import { newSession, newSessionReply, sessionBody, sessionInserts } from './sessions.ts'
import { type UserRow, userColumns } from './users.ts'

/** POST /token: by password, by refresh token, or by the code of a sign-in that left the page (pkce). */
export async function signIn(call: AuthCall): Promise<Response> {
  const grant = call.url.searchParams.get('grant_type')
  if (grant === 'password') return signInWithPassword(call)
  if (grant === 'refresh_token') return signInWithRefreshToken(call)
  if (grant === 'pkce') return forwardToLite(call, 'oauth')
  throw new AuthError(400, 'unsupported_grant_type', 'unsupported_grant_type')
}

async function signInWithPassword(call: AuthCall): Promise<Response> {
  const { deps } = call
  const { sql } = deps
  const email = textField(call, 'email')?.toLowerCase()
  const password = textField(call, 'password')
  if (email === undefined) throw invalid('missing email or phone')
  await deps.limits.signIn(call.ip)
  const [user] = await sql<(UserRow & { is_match: boolean | null })[]>`
    select ${userColumns(sql)}, ${passwordMatches(sql, password ?? '')} as is_match
    from auth.users u where u.email = ${email} and not u.is_sso_user and u.deleted_at is null`
  if (!user?.is_match) throw new AuthError(400, 'invalid_credentials', 'Invalid login credentials')
  if (isBanned(user)) throw new AuthError(400, 'user_banned', 'User is banned')
  if (user.email_confirmed_at === null) throw new AuthError(400, 'email_not_confirmed', 'Email not confirmed')
  const session = newSession('password')
  const [signedIn] = await sql<UserRow[]>`
    with u as (update auth.users set last_sign_in_at = now(), updated_at = now() where id = ${user.id} returning *),
    ${sessionInserts(sql, session, call)}
    select ${userColumns(sql)} from u`
  return newSessionReply(deps, signedIn ?? user, session)
}

async function signInWithRefreshToken(call: AuthCall): Promise<Response> {
  const token = textField(call, 'refresh_token')
  if (token === undefined) throw invalid('refresh_token required')
  await call.deps.limits.refresh(call.ip)
  const { user, session, refreshToken } = await refreshSession(call.deps, token)
  return json(200, sessionBody(call.deps, user, session, refreshToken), { 'cache-control': 'no-store' })
}
