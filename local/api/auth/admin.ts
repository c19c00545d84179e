import { json } from '../replies.ts'
import type { AuthCall } from './call.ts'
import { AuthError } from './errors.ts'
import { readUser, userJson } from './users.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** GET /admin/users/{id}, for the secret key: the account of a shopper, such as its address. */
export async function getUserAsAdmin(call: AuthCall): Promise<Response> {
  if (call.who?.key !== 'service_role') throw new AuthError(403, 'not_admin', 'User not allowed')
  const id = decodeURIComponent(call.url.pathname.split('/').at(-1) ?? '')
  if (!UUID.test(id)) throw new AuthError(404, 'validation_failed', 'user_id must be an UUID')
  const user = await readUser(call.deps.sql, id)
  if (!user) throw new AuthError(404, 'user_not_found', 'User not found')
  return json(200, userJson(user))
}
