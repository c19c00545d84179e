import type { TransactionSql } from 'postgres'
import { json } from '../replies.ts'
import { databaseErrorOf } from '../rest/errors.ts'
import type { AccessClaims } from '../tokens.ts'
import { type AuthCall, objectField, requireClaims, requireUser, textField } from './call.ts'
import { AuthError, invalid } from './errors.ts'
import { forwardToLite } from './mail-flows.ts'
import { passwordMatches, requireEmail, requireUsablePassword } from './passwords.ts'
import { readUser, type UserRow, userJson } from './users.ts'

/** GET /user */
export async function getUser(call: AuthCall): Promise<Response> {
  const { user } = await requireUser(call)
  return json(200, userJson(user))
}

type Change = { email: string | undefined; password: string | undefined; data: Record<string, unknown> }

function readChange(call: AuthCall, user: UserRow): Change {
  const email = textField(call, 'email')
  const password = textField(call, 'password')
  if (textField(call, 'phone') !== undefined) {
    throw new AuthError(
      400,
      'phone_provider_disabled',
      'Phone numbers cannot be used here: set an email address',
    )
  }
  if (password !== undefined) requireUsablePassword(call.deps.settings, password)
  if (password !== undefined && user.is_anonymous && !user.email && email === undefined) {
    const message = 'Updating password of an anonymous user without an email or phone is not allowed'
    throw new AuthError(422, 'validation_failed', message)
  }
  return {
    email: email === undefined ? undefined : requireEmail(email),
    password,
    data: objectField(call, 'data'),
  }
}

function requireSecondFactor(claims: AccessClaims, user: UserRow, change: Change): void {
  const isSensitive = change.email !== undefined || change.password !== undefined
  const hasFactor = user.factors.some((factor) => factor.status === 'verified')
  if (isSensitive && hasFactor && claims.aal !== 'aal2') {
    const message = 'AAL2 session is required to update email or password when MFA is enabled.'
    throw new AuthError(401, 'insufficient_aal', message)
  }
}

/** Sets the address at once: an anonymous user becomes a permanent one and keeps its id. */
async function changeEmail(tx: TransactionSql, user: UserRow, email: string): Promise<void> {
  const facts = JSON.stringify({ sub: user.id, email, email_verified: true, phone_verified: false })
  await tx`update auth.users set email = ${email}, email_confirmed_at = now(), is_anonymous = false, email_change = null,
      email_change_token_new = null, email_change_token_current = null, updated_at = now(),
      raw_app_meta_data = '{"provider": "email", "providers": ["email"]}'::jsonb || coalesce(raw_app_meta_data, '{}')
    where id = ${user.id}`
  const changed = await tx`update auth.identities
    set identity_data = identity_data || ${facts}::text::jsonb, updated_at = now()
    where user_id = ${user.id} and provider = 'email' returning id`
  if (changed.length > 0) return
  await tx`insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at)
    values (gen_random_uuid(), 'email', ${user.id}, ${user.id}, ${facts}::text::jsonb, now())`
}

/** Every other session ends: whoever knew the old password is out. */
async function changePassword(
  tx: TransactionSql,
  id: string,
  sessionId: string,
  password: string,
): Promise<void> {
  const changed = await tx`update auth.users u
    set encrypted_password = extensions.crypt(${password}, extensions.gen_salt('bf', 10)), recovery_token = null,
      recovery_sent_at = null, updated_at = now()
    where u.id = ${id} and ${passwordMatches(tx, password)} is not true returning u.id`
  if (changed.length === 0) {
    throw new AuthError(422, 'same_password', 'New password should be different from the old password.')
  }
  await tx`delete from auth.sessions where user_id = ${id} and id <> ${sessionId}`
}

async function applyChange(
  tx: TransactionSql,
  user: UserRow,
  sessionId: string,
  change: Change,
): Promise<UserRow | null> {
  await tx`select 1 from auth.users where id = ${user.id} for update`
  if (change.email !== undefined && change.email !== user.email) await changeEmail(tx, user, change.email)
  if (change.password !== undefined) await changePassword(tx, user.id, sessionId, change.password)
  const removed = Object.keys(change.data).filter((key) => change.data[key] === null)
  await tx`update auth.users
    set raw_user_meta_data = (coalesce(raw_user_meta_data, '{}') || ${JSON.stringify(change.data)}::text::jsonb) - ${removed}::text[],
      updated_at = now()
    where id = ${user.id}`
  return readUser(tx, user.id)
}

/** PUT /user: address, password, metadata. The access token keeps the old facts until the next refresh. */
export async function updateUser(call: AuthCall): Promise<Response> {
  const { claims, user } = await requireUser(call)
  const change = readChange(call, user)
  requireSecondFactor(claims, user, change)
  // An address is taken at once from a guest where confirmations are off, and from an account never: lite writes those mails.
  const isAtOnce = user.is_anonymous && call.deps.settings.isEmailConfirmed
  if (change.email !== undefined && change.email !== user.email && !isAtOnce) {
    const answer = await forwardToLite(call)
    const changed = answer.ok ? await readUser(call.deps.sql, user.id) : null
    return changed ? json(200, userJson(changed)) : answer
  }
  try {
    const changed = await call.deps.sql.begin((tx) => applyChange(tx, user, claims.session_id, change))
    return json(200, userJson(changed ?? user))
  } catch (error) {
    if (databaseErrorOf(error)?.code !== '23505') throw error
    throw new AuthError(422, 'email_exists', 'A user with this email address has already been registered')
  }
}

/** POST /logout: this session, all of the user's (the default), or all others. */
export async function signOut(call: AuthCall): Promise<Response> {
  const scope = call.url.searchParams.get('scope') ?? 'global'
  if (!['global', 'local', 'others'].includes(scope)) throw invalid(`Unsupported logout scope "${scope}"`)
  const { sub, session_id: sessionId } = requireClaims(call)
  const { sql } = call.deps
  if (scope === 'local') await sql`delete from auth.sessions where id = ${sessionId} and user_id = ${sub}`
  else if (scope === 'others')
    await sql`delete from auth.sessions where user_id = ${sub} and id <> ${sessionId}`
  else await sql`delete from auth.sessions where user_id = ${sub}`
  return new Response(null, { status: 204 })
}
