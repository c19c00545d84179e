import { type Batcher, createBatcher } from '#lib/claims/batcher.ts'
import { shared } from '#lib/http/shared.ts'
import { arrayLiteral } from '#lib/postgres/array-literal.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { judgeFailure } from '#lib/postgres/failures.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'

/**
 * Batches in flight per sale. An item always rides in the same lane, so that positions follow the order in which requests
 * for it came in; items of the other lane are decided while this one waits for the disk.
 */
const LANES = 2
/**
 * Claims of one commit. Twice as many are a tenth cheaper each and take nearly twice as long, and whoever is accepted
 * under overload waits for the batch in flight and for their own.
 */
const BATCH_MAX = 256
/** Waiting claims of one lane, for the second in which it opens: about a tenth of a second of work. */
const QUEUE_MAX = 2000
/** How long a crowd may fill every batch before it counts as overload and not as the burst at zero. */
const BURST_MS = 250
/** Under overload only as many may wait as depart in this time. */
const WAIT_MAX_MS = 25
const TOTAL_QUEUE_MAX = 8000

export type ClaimRequest = { requestId: string; shopperId: string; itemId: string; quantity: number }

export type ClaimStatus = 'held' | 'paying' | 'paid' | 'released'

export type Claim = {
  id: string
  itemId: string
  quantity: number
  status: ClaimStatus
  /** ISO 8601. */
  expiresAt: string
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

export type ClaimAnswer =
  | { outcome: 'claimed' | 'repeated'; claim: Claim }
  /** The hold budget; `retryAt` (ISO 8601) is when it grows again, if the database knows. */
  | { outcome: 'budget_spent'; retryAt: string | null }
  | { outcome: ClaimRefusal }

/** The lane of an item of a sale: the key under which its claims are gathered. Ids are random, so any digit will do. */
export function laneOf(saleId: string, itemId: string): string {
  return `${saleId}/${itemId.charCodeAt(itemId.length - 1) % LANES}`
}

/** The queue in front of claim_stock() that everything in this process shares; its keys are lanes. */
export function getClaimBatcher(): Batcher<ClaimRequest, ClaimAnswer> {
  return shared('claim-batcher', () =>
    createBatcher({
      run: (_lane, batch) => claimStock(batch),
      lanes: 1,
      batchMax: BATCH_MAX,
      queueMax: QUEUE_MAX,
      overload: {
        burstMs: BURST_MS,
        waitMaxMs: WAIT_MAX_MS,
        steadyNowMs: () => performance.now(),
      },
      totalQueueMax: TOTAL_QUEUE_MAX,
      judge: judgeFailure,
    }),
  )
}

type ClaimRow =
  | { outcome: 'claimed'; claim_id: string; expires_at: string; position: number }
  | {
      outcome: 'repeated'
      claim_id: string
      expires_at: string
      position: number
      item_id: string
      quantity: number
      status: ClaimStatus
    }
  | { outcome: 'budget_spent'; retry_at: string | null }
  | { outcome: ClaimRefusal }

/** One commit for all of them. Safe to repeat with the same request ids; answers in the order asked. */
async function claimStock(batch: readonly ClaimRequest[]): Promise<ClaimAnswer[]> {
  const sql = getPool()
  // A new claim is what was asked for, so only that of a repeated request is read in full. Instants come as text: those
  // of a batch are mostly one and the same, and making a Date of each row cost more than reading the rest of it.
  const query = sql<ClaimRow[]>`
    select outcome, claim_id, expires_at::text as expires_at, "position"::float8 as position, retry_at::text as retry_at,
      case when outcome = 'repeated' then item_id end as item_id,
      case when outcome = 'repeated' then quantity end as quantity,
      case when outcome = 'repeated' then status end as status
    from public.claim_stock(
      ${arrayLiteral(batch.map((request) => request.requestId))}::uuid[],
      ${arrayLiteral(batch.map((request) => request.shopperId))}::uuid[],
      ${arrayLiteral(batch.map((request) => request.itemId))}::uuid[],
      ${arrayLiteral(batch.map((request) => request.quantity))}::int[]
    )
    order by element`
  const rows = await withDeadline('claims', QUERY_DEADLINE_MS, query)
  // One row per element: with fewer or more of them the arrays say nothing, and the batcher would not know whose they are.
  if (rows.length !== batch.length) throw new Error(`${batch.length} claims got ${rows.length} answers`)
  const instant = createInstants()
  return batch.map((asked, at) => toAnswer(rows[at] as ClaimRow, asked, instant))
}

function toAnswer(row: ClaimRow, asked: ClaimRequest, instant: (text: string) => string): ClaimAnswer {
  switch (row.outcome) {
    case 'claimed': {
      const { itemId, quantity } = asked
      const claim = { id: row.claim_id, itemId, quantity, status: 'held' as const, position: row.position }
      return { outcome: row.outcome, claim: { ...claim, expiresAt: instant(row.expires_at) } }
    }
    case 'repeated': {
      const { item_id: itemId, quantity, status, position } = row
      const claim = { id: row.claim_id, itemId, quantity, status, position }
      return { outcome: row.outcome, claim: { ...claim, expiresAt: instant(row.expires_at) } }
    }
    case 'budget_spent':
      return { outcome: row.outcome, retryAt: row.retry_at && instant(row.retry_at) }
    default:
      return { outcome: row.outcome }
  }
}

/** Turns instants as Postgres writes them into ISO 8601; the same text as the last time costs a comparison. */
function createInstants(): (text: string) => string {
  let lastText = ''
  let lastIso = ''
  return (text) => {
    if (text !== lastText) {
      lastIso = new Date(text).toISOString()
      lastText = text
    }
    return lastIso
  }
}
