import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres'

type Json = Readonly<Record<string, unknown>>

/** A row of auth.users with what hangs on it. Instants are ISO 8601 text. */
export type UserRow = {
  id: string
  aud: string
  role: string
  email: string | null
  phone: string | null
  email_confirmed_at: string | null
  phone_confirmed_at: string | null
  confirmed_at: string | null
  invited_at: string | null
  confirmation_sent_at: string | null
  recovery_sent_at: string | null
  email_change: string | null
  email_change_sent_at: string | null
  last_sign_in_at: string | null
  raw_app_meta_data: Json | null
  raw_user_meta_data: Json | null
  is_anonymous: boolean
  banned_until: string | null
  created_at: string
  updated_at: string
  identities: Json[]
  factors: Json[]
}

/** The select list of a UserRow, over auth.users or a row set like it that is named `u`. */
export function userColumns(sql: Sql | TransactionSql): PendingQuery<Row[]> {
  return sql`u.id, u.aud, u.role, u.email, u.phone, u.email_confirmed_at, u.phone_confirmed_at, u.confirmed_at,
    u.invited_at, u.confirmation_sent_at, u.recovery_sent_at, u.email_change, u.email_change_sent_at,
    u.last_sign_in_at, u.raw_app_meta_data, u.raw_user_meta_data, u.is_anonymous, u.banned_until, u.created_at,
    u.updated_at,
    (select coalesce(jsonb_agg(jsonb_build_object('identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id,
        'identity_data', i.identity_data, 'provider', i.provider, 'last_sign_in_at', i.last_sign_in_at,
        'created_at', i.created_at, 'updated_at', i.updated_at, 'email', i.email) order by i.created_at), '[]')
      from auth.identities i where i.user_id = u.id) as identities,
    (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'created_at', f.created_at, 'updated_at', f.updated_at,
        'status', f.status, 'friendly_name', f.friendly_name, 'factor_type', f.factor_type, 'phone', f.phone,
        'last_challenged_at', f.last_challenged_at) order by f.created_at), '[]')
      from auth.mfa_factors f where f.user_id = u.id) as factors`
}

/** One user, or null. */
export async function readUser(sql: Sql | TransactionSql, id: string): Promise<UserRow | null> {
  const [row] = await sql<UserRow[]>`select ${userColumns(sql)} from auth.users u where u.id = ${id}`
  return row ?? null
}

/** The user of a session that has not ended, or null. */
export async function readUserOfSession(
  sql: Sql | TransactionSql,
  userId: string,
  sessionId: string,
): Promise<UserRow | null> {
  const [row] = await sql<UserRow[]>`
    select ${userColumns(sql)} from auth.users u
    where u.id = ${userId} and u.deleted_at is null
      and exists (select from auth.sessions s where s.id = ${sessionId} and s.user_id = u.id)`
  return row ?? null
}

/** GoTrue leaves out the instants that have not happened. */
function present(fields: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''),
  )
}

/** The user as GoTrue writes it. */
export function userJson(user: UserRow): Record<string, unknown> {
  return {
    id: user.id,
    aud: user.aud,
    role: user.role,
    email: user.email ?? '',
    phone: user.phone ?? '',
    ...present({
      email_confirmed_at: user.email_confirmed_at,
      phone_confirmed_at: user.phone_confirmed_at,
      confirmed_at: user.confirmed_at,
      invited_at: user.invited_at,
      confirmation_sent_at: user.confirmation_sent_at,
      recovery_sent_at: user.recovery_sent_at,
      new_email: user.email_change,
      email_change_sent_at: user.email_change_sent_at,
      last_sign_in_at: user.last_sign_in_at,
      banned_until: user.banned_until,
    }),
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    identities: user.identities,
    ...(user.factors.length > 0 ? { factors: user.factors } : {}),
    created_at: user.created_at,
    updated_at: user.updated_at,
    is_anonymous: user.is_anonymous,
  }
}
