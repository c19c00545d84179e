import { getAccessToken } from '#lib/merchants/queries.ts'

/**
 * The session's access token for the realtime channel: the one thing the browser cannot do with an HttpOnly cookie.
 * Only our own pages may ask, so that no other site reads it through somebody's browser.
 */
export async function GET(request: Request): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return new Response(null, { status: 403, headers })
  const token = await getAccessToken()
  return token ? Response.json(token, { headers }) : new Response(null, { status: 401, headers })
}
