import { type Batcher, createBatcher } from '#lib/claims/batcher.ts'
import { BoundedMap } from '#lib/http/bounded-map.ts'
import { shared } from '#lib/http/shared.ts'
import { arrayLiteral } from '#lib/postgres/array-literal.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { judgeFailure } from '#lib/postgres/failures.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'

const ITEMS_KEPT = 50_000
const UNKNOWN_KEPT = 10_000
/** How long "there is no such item" is believed. */
const UNKNOWN_MS = 1000
const LOOKUPS_PER_QUERY = 500
const LOOKUPS_WAITING_MAX = 4000

type ItemSales = {
  /** An item never moves to another sale, so this is kept as long as there is room. */
  known: BoundedMap<string, string>
  unknown: BoundedMap<string, number>
  lookups: Batcher<string, string | null>
}

function itemSales(): ItemSales {
  return shared('item-sales', () => ({
    known: new BoundedMap(ITEMS_KEPT),
    unknown: new BoundedMap(UNKNOWN_KEPT),
    lookups: createBatcher({
      run: (_key, itemIds) => findSales(itemIds),
      lanes: 1,
      batchMax: LOOKUPS_PER_QUERY,
      queueMax: LOOKUPS_WAITING_MAX,
      totalQueueMax: LOOKUPS_WAITING_MAX,
      judge: judgeFailure,
    }),
  }))
}

/** The sale of an item, or null when there is no such item. Throws BusyError or the database's error. */
export function getSaleOfItem(itemId: string): string | null | Promise<string | null> {
  const { known, unknown } = itemSales()
  const saleId = known.get(itemId)
  if (saleId) return saleId
  const unknownSinceMs = unknown.get(itemId)
  if (unknownSinceMs !== undefined && performance.now() - unknownSinceMs < UNKNOWN_MS) return null
  return lookUp(itemId)
}

async function lookUp(itemId: string): Promise<string | null> {
  const { known, unknown, lookups } = itemSales()
  const saleId = await lookups.submit('items', itemId)
  if (saleId) known.set(itemId, saleId)
  else unknown.set(itemId, performance.now())
  return saleId
}

async function findSales(itemIds: readonly string[]): Promise<(string | null)[]> {
  const sql = getPool()
  const query = sql<{ id: string; sale_id: string }[]>`
    select id, sale_id from public.sale_items where id = any (${arrayLiteral([...new Set(itemIds)])}::uuid[])`
  const rows = await withDeadline('items', QUERY_DEADLINE_MS, query)
  const saleOf = new Map(rows.map((row) => [row.id, row.sale_id]))
  return itemIds.map((itemId) => saleOf.get(itemId) ?? null)
}
