import {
  CLAIMANTS_MAX,
  createKnownRefusals,
  type ItemReading,
  type KnownRefusals,
} from '#lib/claims/known-refusals.ts'
import { shared } from '#lib/http/shared.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool } from '#lib/postgres/pool.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

const READ_DEADLINE_MS = 2000

/** What this process knows without asking. */
export function getKnownRefusals(): KnownRefusals {
  return shared('known-refusals', () =>
    createKnownRefusals({ readItem, readClaimants, databaseNowMs, steadyNowMs: () => performance.now() }),
  )
}

async function readItem(itemId: string): Promise<ItemReading | null> {
  const sql = getPool()
  const query = sql<ItemReading[]>`
    select s.status, i.free, i.held, i.limit_per_shopper as "limitPerShopper", i.version::float8 as version,
      (extract(epoch from s.opens_at) * 1000)::float8 as "opensAtMs",
      (extract(epoch from s.closes_at) * 1000)::float8 as "closesAtMs"
    from public.sale_items i join public.sales s on s.id = i.sale_id
    where i.id = ${itemId}`
  const [row] = await withDeadline('item', READ_DEADLINE_MS, query)
  return row ?? null
}

/**
 * One statement, so version and claimants are of one instant. Released claims count: their request ids still repeat.
 * Their month is named and nothing is made distinct, so that this is one look at one index and ends at its limit; asked for
 * distinct shoppers, Postgres came to walk through every claim there is.
 */
async function readClaimants(
  itemId: string,
): Promise<{ version: number; shopperIds: ReadonlySet<string> } | null> {
  const sql = getPool()
  const query = sql<{ version: number; shopper_ids: string[] }[]>`
    select i.version::float8 as version,
      to_jsonb(array(
        select c.shopper_id from public.claims c
        where c.ledger_month = i.ledger_month and c.item_id = i.id limit ${CLAIMANTS_MAX + 1}
      )) as shopper_ids
    from public.sale_items i where i.id = ${itemId}`
  const [row] = await withDeadline('claimants', READ_DEADLINE_MS, query)
  if (!row || row.shopper_ids.length > CLAIMANTS_MAX) return null
  return { version: row.version, shopperIds: new Set(row.shopper_ids) }
}
