import { verifySync } from 'otplib'
import type { TransactionSql } from 'postgres'
import { json } from '../replies.ts'
import { type AuthCall, textField } from './call.ts'
import { AuthError, invalid } from './errors.ts'
import { CHALLENGE_SECONDS, type Factor, requireFactor, requirePerson } from './factors.ts'
import { newRefreshToken, readSession, sessionBody } from './sessions.ts'
import { readUser } from './users.ts'

const failed = () => new AuthError(422, 'mfa_verification_failed', 'Invalid TOTP code entered')

type Challenge = { id: string; verified_at: string | null; age: number; is_same_ip: boolean }

async function requireChallenge(call: AuthCall, factor: Factor): Promise<string> {
  const id = textField(call, 'challenge_id') ?? ''
  const [found] = /^[0-9a-f-]{36}$/i.test(id)
    ? await call.deps.sql<Challenge[]>`
        select id, verified_at, ip_address = ${call.ip}::text::inet as is_same_ip,
          extract(epoch from clock_timestamp() - created_at)::float8 as age
        from auth.mfa_challenges where id = ${id} and factor_id = ${factor.id}`
    : []
  if (!found) {
    throw new AuthError(
      404,
      'mfa_challenge_not_found',
      'MFA challenge with the provided challenge ID not found',
    )
  }
  if (found.verified_at !== null || !found.is_same_ip) {
    throw new AuthError(422, 'mfa_ip_address_mismatch', 'Challenge and verify IP addresses mismatch.')
  }
  if (found.age > CHALLENGE_SECONDS) {
    const message = `MFA challenge ${id} has expired, verify against another challenge or create a new challenge.`
    throw new AuthError(422, 'mfa_challenge_expired', message)
  }
  return found.id
}

/** Six digits of now, of the half minute before or of the one after: clocks of phones are off. */
function isRight(secret: string, code: string): boolean {
  return /^\d{6}$/.test(code) && verifySync({ secret, token: code, epochTolerance: 30 }).valid
}

/**
 * The session now counts as shown twice: same id, new refresh token, and the old one is spent. The person's sessions that have not
 * shown a factor end, and so do set-ups that were left half-way.
 */
async function raise(tx: TransactionSql, factor: Factor, userId: string, sessionId: string): Promise<string> {
  const token = newRefreshToken()
  await tx`update auth.mfa_factors set status = 'verified', updated_at = now() where id = ${factor.id}`
  await tx`update auth.sessions set aal = 'aal2', factor_id = ${factor.id}, updated_at = now() where id = ${sessionId}`
  await tx`insert into auth.mfa_amr_claims (id, session_id, authentication_method)
    values (gen_random_uuid(), ${sessionId}, 'totp')
    on conflict (session_id, authentication_method) do update set updated_at = now()`
  // Gone and not only spent: a spent one gives its successor once more, and who has it has shown no factor.
  await tx`delete from auth.refresh_tokens where session_id = ${sessionId}`
  await tx`insert into auth.refresh_tokens (id, token, user_id, session_id)
    values (gen_random_uuid()::text, ${token}, ${userId}, ${sessionId})`
  await tx`delete from auth.sessions where user_id = ${userId} and aal = 'aal1'`
  await tx`delete from auth.mfa_factors where user_id = ${userId} and status = 'unverified' and factor_type = 'totp'`
  return token
}

/** POST /factors/{id}/verify: the code of the app, for a challenge that is open. Answers a new session of level aal2. */
export async function verifyFactor(call: AuthCall): Promise<Response> {
  const { claims, user } = await requirePerson(call)
  const { deps } = call
  const factor = await requireFactor(call, user)
  await deps.limits.factor(factor.id)
  const challengeId = await requireChallenge(call, factor)
  const code = textField(call, 'code')
  if (code === undefined) throw invalid('code is required')
  if (!isRight(factor.secret, code)) throw failed()
  const refreshToken = await deps.sql.begin(async (tx) => {
    // Two answers to one challenge: the first has it.
    const [open] = await tx`update auth.mfa_challenges set verified_at = now()
      where id = ${challengeId} and verified_at is null returning id`
    if (!open) throw failed()
    return raise(tx, factor, user.id, claims.session_id)
  })
  const [session, now] = [await readSession(deps.sql, claims.session_id), await readUser(deps.sql, user.id)]
  if (!session || !now) throw new AuthError(403, 'session_not_found', 'Session does not exist')
  return json(200, sessionBody(deps, now, session, refreshToken), { 'cache-control': 'no-store' })
}
