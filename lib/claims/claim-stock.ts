import { type Batcher, createBatcher } from '#lib/claims/batcher.ts'
import { shared } from '#lib/http/shared.ts'
import { arrayLiteral } from '#lib/postgres/array-literal.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { judgeFailure } from '#lib/postgres/failures.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'

/** Batches in flight per sale: one, so that positions follow the order in which requests came in. */
const LANES = 1
/** Claims of one commit. Beyond some hundreds a batch only waits longer, it does not get cheaper. */
const BATCH_MAX = 500
/** Waiting claims of one sale: about a tenth of a second of work. Who comes later is told so at once. */
const QUEUE_MAX = 2000
const TOTAL_QUEUE_MAX = 8000

export type ClaimRequest = { requestId: string; shopperId: string; itemId: string; quantity: number }

export type ClaimStatus = 'held' | 'paying' | 'paid' | 'released'

export type Claim = {
  id: string
  itemId: string
  quantity: number
  status: ClaimStatus
  expiresAt: Date
  position: number
}

export type ClaimRefusal =
  | 'sold_out'
  | 'all_held'
  | 'limit_reached'
  | 'not_open'
  | 'closed'
  | 'unknown_item'
  | 'invalid'

export type ClaimAnswer = { outcome: 'claimed' | 'repeated'; claim: Claim } | { outcome: ClaimRefusal }

/** The queue in front of claim_stock() that everything in this process shares. */
export function getClaimBatcher(): Batcher<ClaimRequest, ClaimAnswer> {
  return shared('claim-batcher', () =>
    createBatcher({
      run: (_saleId, batch) => claimStock(batch),
      lanes: LANES,
      batchMax: BATCH_MAX,
      queueMax: QUEUE_MAX,
      totalQueueMax: TOTAL_QUEUE_MAX,
      judge: judgeFailure,
    }),
  )
}

type ClaimRow =
  | {
      outcome: 'claimed' | 'repeated'
      claim_id: string
      item_id: string
      quantity: number
      status: ClaimStatus
      expires_at: Date
      position: number
    }
  | { outcome: ClaimRefusal }

/** One commit for all of them. Safe to repeat with the same request ids; answers in the order asked. */
async function claimStock(batch: readonly ClaimRequest[]): Promise<ClaimAnswer[]> {
  const sql = getPool()
  const query = sql<ClaimRow[]>`
    select outcome, claim_id, item_id, quantity, status, expires_at, "position"::float8 as position
    from public.claim_stock(
      ${arrayLiteral(batch.map((request) => request.requestId))}::uuid[],
      ${arrayLiteral(batch.map((request) => request.shopperId))}::uuid[],
      ${arrayLiteral(batch.map((request) => request.itemId))}::uuid[],
      ${arrayLiteral(batch.map((request) => request.quantity))}::int[]
    )
    order by element`
  const rows = await withDeadline('claims', QUERY_DEADLINE_MS, query)
  return rows.map(toAnswer)
}

function toAnswer(row: ClaimRow): ClaimAnswer {
  if (row.outcome !== 'claimed' && row.outcome !== 'repeated') return { outcome: row.outcome }
  return {
    outcome: row.outcome,
    claim: {
      id: row.claim_id,
      itemId: row.item_id,
      quantity: row.quantity,
      status: row.status,
      expiresAt: row.expires_at,
      position: row.position,
    },
  }
}
