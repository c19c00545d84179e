import { randomUUID } from 'node:crypto'
import { type AuthCall, objectField, textField } from './call.ts'
import { AuthError, invalid } from './errors.ts'
import { forwardToLite } from './mail-flows.ts'
import { requireEmail, requireUsablePassword } from './passwords.ts'
import { newSession, newSessionReply, sessionInserts } from './sessions.ts'
import { readUser, type UserRow, userColumns } from './users.ts'

/** POST /signup: anonymous without email and phone, otherwise with email and password. */
export async function signUp(call: AuthCall): Promise<Response> {
  if (!call.deps.settings.isSignupEnabled) {
    throw new AuthError(422, 'signup_disabled', 'Signups not allowed for this instance')
  }
  const email = textField(call, 'email')
  if (email !== undefined) return signUpWithEmail(call, email)
  if (textField(call, 'phone') !== undefined) {
    throw new AuthError(400, 'phone_provider_disabled', 'Phone signups are disabled')
  }
  return signUpAnonymously(call)
}

/** One statement, one commit: a crowd of shoppers arrives in the same second. */
async function signUpAnonymously(call: AuthCall): Promise<Response> {
  const { deps } = call
  if (!deps.settings.isAnonymousSignInEnabled) {
    throw new AuthError(422, 'anonymous_provider_disabled', 'Anonymous sign-ins are disabled')
  }
  const data = JSON.stringify(objectField(call, 'data'))
  await deps.limits.anonymous(call.ip)
  const { sql } = deps
  const session = newSession('anonymous')
  const [user] = await sql<UserRow[]>`
    with u as (
      insert into auth.users (id, is_anonymous, raw_user_meta_data, last_sign_in_at)
      values (${randomUUID()}, true, ${data}::text::jsonb, now())
      returning *
    ), ${sessionInserts(sql, session, call)}
    select ${userColumns(sql)} from u`
  if (!user) throw new Error('The insert of an anonymous user gave no row.')
  return newSessionReply(deps, user, session)
}

async function signUpWithEmail(call: AuthCall, text: string): Promise<Response> {
  const { deps } = call
  const { sql } = deps
  const email = requireEmail(text)
  const password = textField(call, 'password')
  if (password === undefined) throw invalid('Signup requires a valid password')
  requireUsablePassword(deps.settings, password)
  await deps.limits.signIn(call.ip)
  // With confirmations on, a mail decides; lite writes those.
  if (!deps.settings.isEmailConfirmed) return forwardToLite(call)
  const id = randomUUID()
  const facts = { sub: id, email, email_verified: true, phone_verified: false }
  const data = JSON.stringify({ ...objectField(call, 'data'), ...facts })
  const session = newSession('password')
  const rows = await sql`
    with u as (
      insert into auth.users (id, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data,
        last_sign_in_at)
      values (${id}, ${email}, extensions.crypt(${password}, extensions.gen_salt('bf', 10)), now(),
        '{"provider": "email", "providers": ["email"]}', ${data}::text::jsonb, now())
      on conflict (email) where is_sso_user = false do nothing
      returning *
    ), new_identity as (
      insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at)
      select gen_random_uuid(), 'email', u.id::text, u.id, ${JSON.stringify(facts)}::text::jsonb, now() from u
    ), ${sessionInserts(sql, session, call)}
    select id from u`
  if (rows.length === 0) throw new AuthError(422, 'user_already_exists', 'User already registered')
  const user = await readUser(sql, id)
  if (!user) throw new AuthError(422, 'user_not_found', 'The user was deleted while signing up')
  return newSessionReply(deps, user, session)
}
