import 'server-only'
import { type Desk, getDesk } from '#lib/merchants/chosen-merchant.ts'
import { type Action, mayDo } from '#lib/team/permissions.ts'

const headers = { 'cache-control': 'no-store' }

/**
 * Whose list it is that a file is asked for, once their role may take it home; or else the answer: 401 for who is not signed in or works for
 * nobody, 403 for a role that may not. The database asks for the same right again, page by page.
 */
export async function requireExport(action: Action): Promise<Desk | Response> {
  const desk = await getDesk()
  if (!desk) return new Response(null, { status: 401, headers })
  if (!mayDo(desk.role, action))
    return new Response('Ask the owner or a manager for this file: your role may not take it.\n', {
      status: 403,
      headers,
    })
  return desk
}
