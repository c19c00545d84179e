import { getKnownRefusals } from '#lib/claims/read-item.ts'
import { atMost } from '#lib/http/busy.ts'
import type { ApiHandler } from '#lib/http/call.ts'
import { type ApiAnswer, nothing, problem } from '#lib/http/problems.ts'
import { shared } from '#lib/http/shared.ts'
import { readUuid } from '#lib/http/uuid.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'
import { identify, type Shopper } from '#lib/sessions/identify.ts'

const RELEASES_AT_ONCE = 1000

/**
 * DELETE /api/claims/{id}: gives one's own held claim back; 204, and 204 again. 409 `not_held` once it is being paid,
 * 404 `unknown_claim` for what is not one's own, 401 when the pass is for another sale than the claim.
 */
export const deleteClaim: ApiHandler = async (call) => {
  const identity = await identify(call, true)
  if (typeof identity === 'string') return problem(identity)
  const claimId = readUuid(call.params.id)
  if (!claimId)
    return problem('invalid', {
      detail: 'The claim id in the address is not a UUID: send the id of a claim.',
    })
  const shopper = await identity.shopper()
  if (!shopper) return problem('unauthenticated')
  const bounded = shared('releases', () => atMost(RELEASES_AT_ONCE, 'releases'))
  return bounded(() => release(claimId, shopper))
}

async function release(claimId: string, shopper: Shopper): Promise<ApiAnswer> {
  const sql = getPool()
  const found = await withDeadline(
    'claim',
    QUERY_DEADLINE_MS,
    sql<{ sale_id: string; item_id: string }[]>`
      select sale_id, item_id from public.claims where id = ${claimId} and shopper_id = ${shopper.shopperId}`,
  )
  const [claim] = found
  if (!claim) return problem('unknown_claim')
  if (shopper.saleIds && !shopper.saleIds.includes(claim.sale_id)) return problem('unauthenticated')
  const [row] = await withDeadline(
    'release',
    QUERY_DEADLINE_MS,
    sql<{ outcome: 'released' | 'already_released' | 'not_held' | 'unknown_claim' }[]>`
      select public.release_claim(${claimId}, ${shopper.shopperId}) as outcome`,
  )
  getKnownRefusals().forget(claim.item_id)
  if (row?.outcome === 'released' || row?.outcome === 'already_released') return nothing
  return problem(row?.outcome ?? 'unknown_claim')
}
