import { randomUUID } from 'node:crypto'
import { generateSecret, generateURI } from 'otplib'
import { renderSVG } from 'uqr'
import { json } from '../replies.ts'
import { databaseErrorOf } from '../rest/errors.ts'
import type { AccessClaims } from '../tokens.ts'
import { type AuthCall, requireUser, textField } from './call.ts'
import { AuthError, invalid } from './errors.ts'
import type { UserRow } from './users.ts'

/** GoTrue's defaults: how many factors a person has at most, and how long a challenge is open. */
const FACTORS_MAX = 10
export const CHALLENGE_SECONDS = 300

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export type Factor = { id: string; status: 'verified' | 'unverified'; secret: string; factor_type: string }

/** The signed-in person; anonymous ones have no second factor. */
export async function requirePerson(call: AuthCall): Promise<{ claims: AccessClaims; user: UserRow }> {
  const found = await requireUser(call)
  if (found.user.is_anonymous) {
    throw new AuthError(403, 'no_authorization', 'Anonymous user not allowed to perform these actions')
  }
  return found
}

/** The factor of the path, which is the person's own. */
export async function requireFactor(call: AuthCall, user: UserRow): Promise<Factor> {
  const id = decodeURIComponent(call.url.pathname.split('/')[4] ?? '')
  if (!UUID.test(id)) throw new AuthError(404, 'validation_failed', 'factor_id must be an UUID')
  const [factor] = await call.deps.sql<Factor[]>`
    select id, status, secret, factor_type from auth.mfa_factors where id = ${id} and user_id = ${user.id}`
  if (!factor) {
    throw new AuthError(
      404,
      'mfa_factor_not_found',
      'A factor with the provided factor ID could not be found',
    )
  }
  return factor
}

/** POST /factors: a new authenticator app. It counts once a code of it has been shown. */
export async function enroll(call: AuthCall): Promise<Response> {
  const { claims, user } = await requirePerson(call)
  const { sql, settings, issuer } = call.deps
  if (call.body.factor_type !== 'totp') {
    throw invalid('factor_type needs to be totp, phone, or webauthn; only totp can be used here')
  }
  if (!settings.isTotpEnabled) {
    throw new AuthError(422, 'mfa_totp_enroll_not_enabled', 'MFA enroll is disabled for TOTP')
  }
  const name = textField(call, 'friendly_name') ?? ''
  const isVerified = user.factors.some((factor) => factor.status === 'verified')
  if (isVerified && claims.aal !== 'aal2') {
    throw new AuthError(403, 'insufficient_aal', 'AAL2 required to enroll a new factor')
  }
  // Set-ups that were left half-way do not count for ever.
  await sql`delete from auth.mfa_factors where user_id = ${user.id} and status = 'unverified'
    and created_at < now() - make_interval(secs => ${CHALLENGE_SECONDS})`
  if (user.factors.length >= FACTORS_MAX) {
    const message = 'Maximum number of verified factors reached, unenroll to continue'
    throw new AuthError(422, 'too_many_enrolled_mfa_factors', message)
  }
  const [id, secret] = [randomUUID(), generateSecret({ length: 20 })]
  try {
    await sql`insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, secret)
      values (${id}, ${user.id}, ${name}, 'totp', 'unverified', ${secret})`
  } catch (error) {
    if (databaseErrorOf(error)?.code !== '23505') throw error
    const message = `A factor with the friendly name "${name}" for this user already exists`
    throw new AuthError(422, 'mfa_factor_name_conflict', message)
  }
  const uri = generateURI({
    issuer: textField(call, 'issuer') ?? new URL(issuer).host,
    label: user.email ?? user.id,
    secret,
  })
  const totp = { qr_code: renderSVG(uri), secret, uri }
  return json(200, { id, type: 'totp', friendly_name: name, totp }, { 'cache-control': 'no-store' })
}

/** POST /factors/{id}/challenge */
export async function challenge(call: AuthCall): Promise<Response> {
  const { user } = await requirePerson(call)
  const factor = await requireFactor(call, user)
  const [made] = await call.deps.sql`
    with asked as (
      update auth.mfa_factors set last_challenged_at = clock_timestamp() where id = ${factor.id}
    )
    insert into auth.mfa_challenges (id, factor_id, ip_address)
    values (${randomUUID()}, ${factor.id}, ${call.ip}::text::inet)
    returning id, extract(epoch from created_at)::bigint + ${CHALLENGE_SECONDS}::int as expires_at`
  return json(200, { id: made?.id, type: 'totp', expires_at: Number(made?.expires_at) })
}

/** DELETE /factors/{id}: one that counts is taken away by somebody who has just shown it. Its sessions fall back. */
export async function unenroll(call: AuthCall): Promise<Response> {
  const { claims, user } = await requirePerson(call)
  const factor = await requireFactor(call, user)
  if (factor.status === 'verified' && claims.aal !== 'aal2') {
    throw new AuthError(422, 'insufficient_aal', 'AAL2 required to unenroll verified factor')
  }
  await dropFactor(call, user.id, factor.id)
  return json(200, { id: factor.id })
}

async function dropFactor(call: AuthCall, userId: string, factorId: string): Promise<boolean> {
  const dropped = await call.deps.sql.begin(async (tx) => {
    const fallen = await tx`update auth.sessions set aal = 'aal1', factor_id = null, updated_at = now()
      where user_id = ${userId} and factor_id = ${factorId} returning id`
    await tx`delete from auth.mfa_amr_claims where authentication_method = 'totp'
      and session_id = any (${fallen.map((row) => row.id)}::uuid[])`
    return tx`delete from auth.mfa_factors where id = ${factorId} and user_id = ${userId} returning id`
  })
  return dropped.length > 0
}

function readAdminPath(call: AuthCall): { userId: string; factorId: string } {
  if (call.who?.key !== 'service_role') throw new AuthError(403, 'not_admin', 'User not allowed')
  const parts = call.url.pathname.split('/')
  const [userId = '', factorId = ''] = [parts[5], parts[7]]
  if (!UUID.test(userId)) throw new AuthError(404, 'validation_failed', 'user_id must be an UUID')
  return { userId, factorId }
}

/** GET /admin/users/{id}/factors, for the secret key. Secrets are never in it. */
export async function listFactorsAsAdmin(call: AuthCall): Promise<Response> {
  const { userId } = readAdminPath(call)
  const rows = await call.deps.sql`
    select id, created_at, updated_at, status, friendly_name, factor_type, last_challenged_at
    from auth.mfa_factors where user_id = ${userId} order by created_at`
  return json(200, rows)
}

/** DELETE /admin/users/{id}/factors/{factor}, for the secret key: somebody lost their phone. */
export async function dropFactorAsAdmin(call: AuthCall): Promise<Response> {
  const { userId, factorId } = readAdminPath(call)
  if (!UUID.test(factorId)) throw new AuthError(404, 'validation_failed', 'factor_id must be an UUID')
  if (!(await dropFactor(call, userId, factorId))) {
    throw new AuthError(404, 'mfa_factor_not_found', 'Factor not found')
  }
  return json(200, { id: factorId })
}
