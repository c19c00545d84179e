import type { TransactionSql } from 'postgres'
import { type AuthDeps, isBanned } from './call.ts'
import { AuthError } from './errors.ts'
import { newRefreshToken, readSession, type SessionFacts } from './sessions.ts'
import { readUser, type UserRow } from './users.ts'

type TokenRow = {
  token: string
  session_id: string
  revoked: boolean
  /** Seconds since it was exchanged for another. */
  revoked_for: number
}

export type Refreshed = { user: UserRow; session: SessionFacts; refreshToken: string }

const notFound = () =>
  new AuthError(400, 'refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found')

/** Finds the token and locks its session, so that two exchanges of one token take turns. */
async function lockToken(tx: TransactionSql, token: string): Promise<TokenRow> {
  const [session] = await tx<{ id: string }[]>`
    select s.id from auth.sessions s join auth.refresh_tokens t on t.session_id = s.id
    where t.token = ${token} for update of s`
  const [row] = session
    ? await tx<TokenRow[]>`
        select token, session_id, revoked, extract(epoch from clock_timestamp() - updated_at)::float8 as revoked_for
        from auth.refresh_tokens where token = ${token}`
    : []
  if (!row) throw notFound()
  return row
}

async function exchange(tx: TransactionSql, row: TokenRow, userId: string): Promise<string> {
  const token = newRefreshToken()
  await tx`update auth.refresh_tokens set revoked = true, updated_at = clock_timestamp() where token = ${row.token}`
  await tx`insert into auth.refresh_tokens (id, token, user_id, session_id, parent)
    values (gen_random_uuid()::text, ${token}, ${userId}, ${row.session_id}, ${row.token})`
  return token
}

type Outcome = { token: string } | { isStolen: true }

/**
 * A used token gives its successor once more when the answer to the first exchange may have been lost: within
 * the reuse interval, or while nobody has used the successor. Otherwise somebody else has a copy, and the whole
 * session ends.
 */
async function reuse(deps: AuthDeps, tx: TransactionSql, row: TokenRow): Promise<Outcome> {
  const [active] = await tx<{ token: string; parent: string | null }[]>`
    select token, parent from auth.refresh_tokens
    where session_id = ${row.session_id} and not revoked order by created_at desc limit 1`
  if (active && (active.parent === row.token || row.revoked_for <= deps.settings.refreshReuseSeconds)) {
    return { token: active.token }
  }
  await tx`update auth.refresh_tokens set revoked = true, updated_at = clock_timestamp()
    where session_id = ${row.session_id} and not revoked`
  return { isStolen: true }
}

/** Exchanges a refresh token. Throws refresh_token_not_found, refresh_token_already_used, user_banned (400). */
export async function refreshSession(deps: AuthDeps, token: string): Promise<Refreshed> {
  const result = await deps.sql.begin(async (tx) => {
    const row = await lockToken(tx, token)
    const session = await readSession(tx, row.session_id)
    const user = session && (await readUser(tx, session.userId))
    if (!user) throw notFound()
    if (isBanned(user)) throw new AuthError(400, 'user_banned', 'Invalid Refresh Token: User Banned')
    let outcome: Outcome = { token }
    if (row.revoked) outcome = await reuse(deps, tx, row)
    else if (deps.settings.isRefreshRotated) outcome = { token: await exchange(tx, row, user.id) }
    if ('isStolen' in outcome) return outcome
    await tx`update auth.sessions set refreshed_at = now() at time zone 'utc', updated_at = now() where id = ${session.id}`
    return { user, session, refreshToken: outcome.token }
  })
  // Thrown only here, so that what was revoked stays so.
  if ('isStolen' in result) {
    throw new AuthError(400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used')
  }
  return result
}
