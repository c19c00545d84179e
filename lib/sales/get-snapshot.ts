import type { ApiHandler } from '#lib/http/call.ts'
import { problem } from '#lib/http/problems.ts'
import { getSnapshots } from '#lib/sales/snapshot.ts'
import { isSameTag } from '#lib/sales/snapshot-text.ts'

/** A shared cache may keep it for a second; a browser keeps nothing and asks with the tag. */
const CACHE_CONTROL = 'public, s-maxage=1'

/** GET /api/sales/{slug}/snapshot: the same bytes for everybody, 304 for who has them, 404 `unknown_sale`. */
export const getSnapshot: ApiHandler = async (call) => {
  const snapshot = await getSnapshots().getSnapshot(call.params.slug ?? '')
  if (!snapshot) return problem('unknown_sale')
  const headers = { etag: snapshot.etag, 'cache-control': CACHE_CONTROL }
  if (isSameTag(call.header('if-none-match'), snapshot.etag)) return { status: 304, headers, body: null }
  return {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'content-length': String(snapshot.body.length),
      ...headers,
    },
    body: snapshot.body,
  }
}
