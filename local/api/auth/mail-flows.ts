import type { SeenError } from '../lite.ts'
import { json } from '../replies.ts'
import { sessionOfLiteToken } from '../tokens.ts'
import { type AuthCall, textField } from './call.ts'
import { accessToken, readSession, sessionBody } from './sessions.ts'
import { readUser, userJson } from './users.ts'

/** What lite's sign-ins are called in the claim amr, by the `type` of the verification. */
const METHOD_BY_TYPE: Readonly<Record<string, string>> = {
  signup: 'email/signup',
  recovery: 'recovery',
  magiclink: 'magiclink',
  invite: 'invite',
}

const TEXT_FIELDS = [
  'email',
  'phone',
  'password',
  'token',
  'token_hash',
  'type',
  'auth_code',
  'code_verifier',
]

/** lite has no type "email", which stands for whichever code was mailed; its "magiclink" looks for both. */
function bodyForLite(call: AuthCall): string {
  const isEmailCode = call.url.pathname.endsWith('/verify') && call.body.type === 'email'
  return isEmailCode ? JSON.stringify({ ...call.body, type: 'magiclink' }) : call.rawBody
}

/**
 * Lets lite answer (one-time codes, links by mail, recovery, outside accounts), then replaces its session token by
 * one of ours with all its claims. `method` says how the session proved itself where the body does not.
 */
export async function forwardToLite(call: AuthCall, method?: string): Promise<Response> {
  // lite answers 500 to fields of another type.
  for (const name of TEXT_FIELDS) textField(call, name)
  const headers = new Headers(call.request.headers)
  headers.set('apikey', call.deps.publishableKey)
  headers.delete('content-length')
  // lite answers in the older form only; the header would make clients read it as the newer one.
  headers.delete('x-supabase-api-version')
  if (call.who?.token?.ok)
    headers.set('authorization', `Bearer ${call.deps.tokens.signForLite(call.who.token.claims)}`)
  else headers.delete('authorization')
  const init: RequestInit = { method: call.request.method, headers }
  if (call.rawBody !== '') init.body = bodyForLite(call)
  const data = await newAccountData(call)
  const seen: SeenError = data === null ? {} : { newAccountData: data }
  const response = await call.deps.lite.fetch(new Request(call.url, init), seen)
  if (data !== null && response.ok) await keepAccountData(call, data)
  const type = typeof call.body.type === 'string' ? call.body.type : (call.url.searchParams.get('type') ?? '')
  const proof = method ?? METHOD_BY_TYPE[type] ?? 'otp'
  const location = response.headers.get('location')
  if (location !== null) return upgradedRedirect(call, response, location, proof)
  if (!response.headers.get('content-type')?.includes('json')) {
    return response.ok
      ? response
      : json(response.status, {
          code: response.status,
          error_code: 'unexpected_failure',
          msg: await response.text(),
        })
  }
  return upgradedBody(call, response, proof)
}

/** What a one-time code's account is to be made with; null where there is an account already, which keeps what it has. */
async function newAccountData({ deps, url, body }: AuthCall): Promise<Record<string, unknown> | null> {
  const { data, email } = body
  if (!url.pathname.endsWith('/otp') || typeof email !== 'string') return null
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null
  const [known] = await deps.sql`select 1 from auth.users where email = ${email.toLowerCase()}`
  return known ? null : { ...data }
}

async function keepAccountData({ deps, body }: AuthCall, data: Record<string, unknown>): Promise<void> {
  await deps.sql`
    update auth.users set raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || ${JSON.stringify(data)}::text::jsonb
    where email = ${String(body.email).toLowerCase()}`
}

/** Records how lite's session proved itself; a confirmed address ends being anonymous. */
async function adopt(call: AuthCall, liteToken: string, proof: string) {
  const id = sessionOfLiteToken(liteToken)
  if (id === null) return null
  const { sql } = call.deps
  await sql`insert into auth.mfa_amr_claims (id, session_id, authentication_method)
    values (gen_random_uuid(), ${id}, ${proof}) on conflict do nothing`
  await sql`update auth.users u set is_anonymous = false
    from auth.sessions s where s.id = ${id} and u.id = s.user_id and u.is_anonymous and u.email is not null`
  const session = await readSession(sql, id)
  const user = session && (await readUser(sql, session.userId))
  return user ? { session, user } : null
}

async function upgradedBody(call: AuthCall, response: Response, proof: string): Promise<Response> {
  const body: Record<string, unknown> = { ...(await response.json()) }
  const { access_token: liteToken, refresh_token: refreshToken } = body
  if (typeof liteToken === 'string' && typeof refreshToken === 'string') {
    const adopted = await adopt(call, liteToken, proof)
    if (adopted)
      return json(200, { ...body, ...sessionBody(call.deps, adopted.user, adopted.session, refreshToken) })
  }
  const user = response.ok && typeof body.id === 'string' ? await readUser(call.deps.sql, body.id) : null
  const code = response.headers.get('x-sb-error-code')
  return json(response.status, user ? userJson(user) : body, code === null ? {} : { 'x-sb-error-code': code })
}

/** A link from a mail comes back with the session behind the `#` of the address. */
async function upgradedRedirect(
  call: AuthCall,
  response: Response,
  location: string,
  proof: string,
): Promise<Response> {
  const headers = new Headers(response.headers)
  const [address = '', fragment = ''] = location.split('#', 2)
  const fields = new URLSearchParams(fragment)
  const adopted = await adopt(call, fields.get('access_token') ?? '', proof)
  if (adopted) {
    const { token, expiresAt } = accessToken(call.deps, adopted.user, adopted.session)
    fields.set('access_token', token)
    fields.set('expires_at', String(expiresAt))
    headers.set('location', `${address}#${fields}`)
  }
  return new Response(null, { status: response.status, headers })
}
