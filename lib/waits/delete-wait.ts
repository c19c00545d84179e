import { getKnownRefusals } from '#lib/claims/read-item.ts'
import { atMost } from '#lib/http/busy.ts'
import type { ApiHandler } from '#lib/http/call.ts'
import { type ApiAnswer, nothing, problem } from '#lib/http/problems.ts'
import { shared } from '#lib/http/shared.ts'
import { readUuid } from '#lib/http/uuid.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'
import { identify, type Shopper } from '#lib/sessions/identify.ts'

const LEAVING_AT_ONCE = 1000

/**
 * DELETE /api/waits/{id}: leaves the line; 204, and 204 again, also when the wait is over by now. What was offered
 * meanwhile goes on to the next in line, unless it is being paid. 404 `unknown_wait` for what is not one's own, 401 when the
 * pass is for another sale.
 */
export const deleteWait: ApiHandler = async (call) => {
  const identity = await identify(call, true)
  if (typeof identity === 'string') return problem(identity)
  const waitId = readUuid(call.params.id)
  if (!waitId)
    return problem('invalid', {
      detail: 'The wait id in the address is not a UUID: send the id of a wait.',
    })
  const shopper = await identity.shopper()
  if (!shopper) return problem('unauthenticated')
  const bounded = shared('leaving-line', () => atMost(LEAVING_AT_ONCE, 'leaving the line'))
  return bounded(() => leave(waitId, shopper))
}

async function leave(waitId: string, shopper: Shopper): Promise<ApiAnswer> {
  const sql = getPool()
  const [wait] = await withDeadline(
    'wait',
    QUERY_DEADLINE_MS,
    sql<{ sale_id: string; item_id: string }[]>`
      select sale_id, item_id from public.waits where id = ${waitId} and shopper_id = ${shopper.shopperId}`,
  )
  if (!wait) return problem('unknown_wait')
  if (shopper.saleIds && !shopper.saleIds.includes(wait.sale_id)) return problem('unauthenticated')
  const [row] = await withDeadline(
    'leaving the line',
    QUERY_DEADLINE_MS,
    sql<{ outcome: 'left' | 'already_over' | 'unknown_wait' }[]>`
      select public.leave_line(${waitId}, ${shopper.shopperId}) as outcome`,
  )
  // An offer given up may leave units free, when nobody else waits.
  getKnownRefusals().forget(wait.item_id)
  return row?.outcome === 'left' || row?.outcome === 'already_over' ? nothing : problem('unknown_wait')
}
