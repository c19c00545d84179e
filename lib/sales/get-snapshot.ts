import { after } from '#lib/http/after.ts'
import type { ApiHandler } from '#lib/http/call.ts'
import { problem } from '#lib/http/problems.ts'
import { getSnapshots } from '#lib/sales/snapshot.ts'
import { isSameTag } from '#lib/sales/snapshot-text.ts'

/** GET /api/sales/{slug}/snapshot: the same bytes for everybody, 304 for who has them, 404 `unknown_sale`. */
export const getSnapshot: ApiHandler = (call) =>
  after(getSnapshots().getSnapshot(call.params.slug ?? ''), (snapshot) => {
    if (!snapshot) return problem('unknown_sale')
    return isSameTag(call.header('if-none-match'), snapshot.etag) ? snapshot.unchanged : snapshot.answer
  })
