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
import type { MyWait } from '#lib/waits/wait.ts'

const READS_AT_ONCE = 1000
/** Newest first; nobody has this many live ones, and what is older is found under orders. */
const CLAIMS_MAX = 100
const WAITS_MAX = 100
/** A wait that ended for the shopper without them is told for this long, and then history. */
const TOLD_SECONDS = 15 * 60

type MyClaimRow = {
  id: string
  itemId: string
  saleId: string
  saleSlug: string
  quantity: number
  status: Exclude<ClaimStatus, 'released'>
  expiresAt: string
  position: number
  orderId: string | null
}

type Mine = { claims: readonly MyClaimRow[]; waits: readonly MyWait[] }

/**
 * GET /api/me/claims: `{claims, waits, now}`, what a reload or a second tab restores from. Held claims whose time is not
 * up, paying and paid ones; waits that are `waiting` or `offered`, and those `lapsed` or `over` a short while ago. With a
 * pass only those of its sale.
 */
export const getMyClaims: ApiHandler = async (call) => {
  const identity = await identify(call, false)
  if (typeof identity === 'string') return problem(identity)
  const shopper = await identity.shopper()
  if (!shopper) return problem('unauthenticated')
  const bounded = shared('my-claims', () => atMost(READS_AT_ONCE, 'my claims'))
  const { claims, waits } = await bounded(() => listMine(shopper))
  return json(200, JSON.stringify({ claims, waits, now: Math.floor(databaseNowMs()) }))
}

/**
 * One statement, so that an offered wait is never without its claim, nor the claim without its wait. How many are ahead is
 * the distance to the first who still waits: one look at an index, however long the line is.
 */
export async function listMine(shopper: Shopper): Promise<Mine> {
  const sql = getPool()
  const saleIds = arrayLiteral([...(shopper.saleIds ?? [])])
  const isEverySale = shopper.saleIds === null
  const query = sql<Mine[]>`
    select (
      select coalesce(jsonb_agg(mine), '[]') from (
        select c.id, c.item_id as "itemId", c.sale_id as "saleId", s.slug as "saleSlug", c.quantity, c.status,
          c.expires_at as "expiresAt", c.position, c.order_id as "orderId"
        from public.claims c join public.sales s on s.id = c.sale_id
        where c.shopper_id = ${shopper.shopperId}
          and c.status <> 'released'
          and (c.status <> 'held' or c.expires_at > clock_timestamp())
          and (${isEverySale} or c.sale_id = any (${saleIds}::uuid[]))
        order by c.created_at desc
        limit ${CLAIMS_MAX}
      ) mine
    ) as claims, (
      select coalesce(jsonb_agg(mine), '[]') from (
        select w.id, w.item_id as "itemId", w.sale_id as "saleId", s.slug as "saleSlug", w.quantity, w.place,
          case when w.status = 'waiting' then w.place - (
            select f.place from public.waits f
            where f.item_id = w.item_id and f.status = 'waiting' order by f.place limit 1
          ) else 0 end as "aheadAtMost",
          w.status, w.claim_id as "claimId", w.offered_at as "offeredAt", w.ended_at as "endedAt"
        from public.waits w join public.sales s on s.id = w.sale_id
        where w.shopper_id = ${shopper.shopperId}
          and (w.status in ('waiting', 'offered')
            or (w.status in ('lapsed', 'over') and w.ended_at > clock_timestamp() - ${TOLD_SECONDS} * interval '1 second'))
          and (${isEverySale} or w.sale_id = any (${saleIds}::uuid[]))
        order by w.created_at desc
        limit ${WAITS_MAX}
      ) mine
    ) as waits`
  const [row] = await withDeadline('my claims', QUERY_DEADLINE_MS, query)
  return {
    claims: (row?.claims ?? []).map((claim) => ({ ...claim, expiresAt: instant(claim.expiresAt) })),
    waits: (row?.waits ?? []).map((wait) => ({
      ...wait,
      offeredAt: wait.offeredAt && instant(wait.offeredAt),
      endedAt: wait.endedAt && instant(wait.endedAt),
    })),
  }
}

/** An instant as jsonb writes it, in the form that every other call of ours answers. */
function instant(text: string): string {
  return new Date(text).toISOString()
}
