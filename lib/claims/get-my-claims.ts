import type { ClaimStatus } from '#lib/claims/claim-stock.ts'
import { atMost } from '#lib/http/busy.ts'
import type { ApiHandler } from '#lib/http/call.ts'
import { json, problem } from '#lib/http/problems.ts'
import { shared } from '#lib/http/shared.ts'
import { arrayLiteral } from '#lib/postgres/array-literal.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'
import { identify, type Shopper } from '#lib/sessions/identify.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

const READS_AT_ONCE = 1000
/** Newest first; nobody has this many live ones, and what is older is found under orders. */
const CLAIMS_MAX = 100

type MyClaimRow = {
  id: string
  itemId: string
  saleId: string
  saleSlug: string
  quantity: number
  status: Exclude<ClaimStatus, 'released'>
  expiresAt: Date
  position: number
  orderId: string | null
}

/**
 * GET /api/me/claims: `{claims, now}`, what a reload or a second tab restores from. Held ones whose time is not up,
 * paying and paid ones; with a pass only those of its sale.
 */
export const getMyClaims: ApiHandler = async (call) => {
  const identity = await identify(call, false)
  if (typeof identity === 'string') return problem(identity)
  const shopper = await identity.shopper()
  if (!shopper) return problem('unauthenticated')
  const bounded = shared('my-claims', () => atMost(READS_AT_ONCE, 'my claims'))
  const claims = await bounded(() => listMyClaims(shopper))
  return json(200, JSON.stringify({ claims, now: Math.floor(databaseNowMs()) }))
}

async function listMyClaims(shopper: Shopper): Promise<readonly MyClaimRow[]> {
  const sql = getPool()
  const query = sql<MyClaimRow[]>`
    select c.id, c.item_id as "itemId", c.sale_id as "saleId", s.slug as "saleSlug", c.quantity, c.status,
      c.expires_at as "expiresAt", c.position::float8 as position, c.order_id as "orderId"
    from public.claims c join public.sales s on s.id = c.sale_id
    where c.shopper_id = ${shopper.shopperId}
      and c.status <> 'released'
      and (c.status <> 'held' or c.expires_at > clock_timestamp())
      and (${shopper.saleIds === null} or c.sale_id = any (${arrayLiteral([...(shopper.saleIds ?? [])])}::uuid[]))
    order by c.created_at desc
    limit ${CLAIMS_MAX}`
  return withDeadline('my claims', QUERY_DEADLINE_MS, query)
}
