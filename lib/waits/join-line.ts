import { type Batcher, createBatcher } from '#lib/claims/batcher.ts'
import { shared } from '#lib/http/shared.ts'
import { arrayLiteral } from '#lib/postgres/array-literal.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { judgeFailure } from '#lib/postgres/failures.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'
import type { Wait, WaitStatus } from './wait.ts'

/** Batches in flight per sale: one, so that places follow the order in which requests came in. */
const LANES = 1
const BATCH_MAX = 500
/** Joining locks the items that claims need as well: less of it may pile up than of claims. */
const QUEUE_MAX = 1000
const TOTAL_QUEUE_MAX = 4000

export type LineRequest = { requestId: string; shopperId: string; itemId: string; quantity: number }

export type LineRefusal =
  | 'units_free'
  | 'sold_out'
  | 'limit_reached'
  | 'line_full'
  | 'not_open'
  | 'closed'
  | 'unknown_item'
  | 'invalid'

export type LineAnswer = { outcome: 'waiting' | 'repeated'; wait: Wait } | { outcome: LineRefusal }

/** The queue in front of join_line() that everything in this process shares; a sale's claims never wait behind it. */
export function getLineBatcher(): Batcher<LineRequest, LineAnswer> {
  return shared('line-batcher', () =>
    createBatcher({
      run: (_saleId, batch) => joinLine(batch),
      lanes: LANES,
      batchMax: BATCH_MAX,
      queueMax: QUEUE_MAX,
      totalQueueMax: TOTAL_QUEUE_MAX,
      judge: judgeFailure,
    }),
  )
}

type LineRow =
  | {
      outcome: 'waiting' | 'repeated'
      wait_id: string
      item_id: string
      quantity: number
      status: WaitStatus
      place: number
      /** Null once served. */
      ahead_at_most: number | null
      claim_id: string | null
    }
  | { outcome: LineRefusal }

/** One commit for all of them. Safe to repeat with the same request ids; answers in the order asked. */
async function joinLine(batch: readonly LineRequest[]): Promise<LineAnswer[]> {
  const sql = getPool()
  const query = sql<LineRow[]>`
    select outcome, wait_id, item_id, quantity, status, place::float8 as place,
      ahead_at_most::float8 as ahead_at_most, claim_id
    from public.join_line(
      ${arrayLiteral(batch.map((request) => request.requestId))}::uuid[],
      ${arrayLiteral(batch.map((request) => request.shopperId))}::uuid[],
      ${arrayLiteral(batch.map((request) => request.itemId))}::uuid[],
      ${arrayLiteral(batch.map((request) => request.quantity))}::int[]
    )
    order by element`
  const rows = await withDeadline('waits', QUERY_DEADLINE_MS, query)
  return rows.map(toAnswer)
}

function toAnswer(row: LineRow): LineAnswer {
  if (row.outcome !== 'waiting' && row.outcome !== 'repeated') return { outcome: row.outcome }
  return {
    outcome: row.outcome,
    wait: {
      id: row.wait_id,
      itemId: row.item_id,
      quantity: row.quantity,
      place: row.place,
      aheadAtMost: row.ahead_at_most ?? 0,
      status: row.status,
      claimId: row.claim_id,
    },
  }
}
