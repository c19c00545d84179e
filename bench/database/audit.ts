import type { Sql } from 'postgres'
import type { Ground } from '../contestants/contestants.ts'
import type { LoadResult } from '../load/plan.ts'
import { STOCK } from './sales.ts'

/**
 * Claims acknowledged must be claims stored. Where an answer was lost or said that something broke, the claim may be there
 * or not, so up to that many more may be stored; never fewer.
 */
export function compareStored(stored: number, result: LoadResult): string[] {
  const acknowledged = result.allStatuses['201'] ?? 0
  const broken = Object.entries(result.allStatuses).filter(([status]) => Number(status) >= 500)
  // A 503 is a promise that the same request may be sent again, not that nothing was stored.
  const unknown = result.timedOut + result.broken + broken.reduce((sum, [, count]) => sum + count, 0)
  if (stored >= acknowledged && stored <= acknowledged + unknown) return []
  return [`${acknowledged} claims were acknowledged (${unknown} answers unknown) and ${stored} are stored`]
}

/** The shop: audit_stock() must return no rows, and every acknowledged claim of these items must be stored. */
export async function auditSale(
  sql: Sql,
  saleId: string,
  itemIds: readonly string[],
  result: LoadResult,
): Promise<string[]> {
  const rows = await sql`select item_id, counter, source, stored, recomputed from audit_stock(${saleId})`
  const [row] = await sql<{ claims: number }[]>`
    select count(*)::int as claims from claims where item_id = any (${[...itemIds]}::uuid[])`
  const faults = rows.map(
    (fault) =>
      `item ${fault.item_id}: ${fault.counter} is ${fault.stored}, ${fault.source} say ${fault.recomputed}`,
  )
  return [...faults, ...compareStored(row?.claims ?? 0, result)]
}

export function auditClaims(
  ground: Ground,
  saleId: string,
  itemId: string,
  result: LoadResult,
): Promise<string[]> {
  return auditSale(ground.database.sql, saleId, [itemId], result)
}

export async function auditTutorial(
  ground: Ground,
  _saleId: string,
  itemId: string,
  result: LoadResult,
): Promise<string[]> {
  const [row] = await ground.database.sql<
    { claims: number; units: number; movements: number; free: number }[]
  >`
    select i.free, (select count(*)::int from tutorial.movements m where m.item_id = i.id) as movements,
      count(c.id)::int as claims, coalesce(sum(c.quantity), 0)::int as units
    from tutorial.items i left join tutorial.claims c on c.item_id = i.id
    where i.id = ${itemId} group by i.id`
  if (!row) return ['the item is gone']
  const faults = compareStored(row.claims, result)
  if (row.free + row.units !== STOCK)
    faults.push(`${row.free} free and ${row.units} claimed are not ${STOCK}`)
  if (row.movements !== row.claims) faults.push(`${row.movements} movements for ${row.claims} claims`)
  return faults
}

export async function auditRedis(
  ground: Ground,
  _saleId: string,
  itemId: string,
  result: LoadResult,
): Promise<string[]> {
  const client = ground.redis?.client
  if (!client) return ['Redis is gone']
  const stored = await client.hlen(`claims:${itemId}`)
  const free = Number(await client.hget(`item:${itemId}`, 'free'))
  const faults = compareStored(stored, result)
  if (free + stored !== STOCK) faults.push(`${free} free and ${stored} claimed are not ${STOCK}`)
  return faults
}
