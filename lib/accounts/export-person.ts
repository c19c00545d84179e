import 'server-only'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'

/** Everything the shop knows of a shopper as one JSON text, as it was at one moment; null for an id nobody has. Throws when the database does not answer. */
export async function exportPerson(shopperId: string): Promise<string | null> {
  const sql = getPool()
  const query = sql<
    { data: string | null }[]
  >`select jsonb_pretty(public.export_person(${shopperId}::uuid)) as data`
  const rows = await withDeadline('export_person', QUERY_DEADLINE_MS, query)
  return rows[0]?.data ?? null
}
