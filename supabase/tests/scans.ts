import type { Sql } from 'postgres'

/** By month: how often it was read from end to end. By index: how many walks the rows amount to that it led to. */
export type Scans = Record<string, number>

/** A look at an index finds a few rows; a walk through it finds all of a month's. */
const WALK_ROWS = 20_000

/** All so far, asked of the connection that does the work; a month without a row costs nothing to read and is left out. */
async function countScans(sql: Sql): Promise<Scans> {
  await sql`select pg_stat_force_next_flush()`
  await sql`select pg_stat_clear_snapshot()`
  const rows = await sql`
    select relname as name, seq_scan::float8 as count from pg_stat_all_tables where schemaname = 'ledger' and n_live_tup > 0
    union all select indexrelname, idx_tup_read / ${WALK_ROWS}::float8 from pg_stat_all_indexes where schemaname = 'ledger'`
  return Object.fromEntries(rows.map((row) => [row.name, row.count]))
}

/** What `work` read that it should not, on `sql`, which must have one connection only. */
export async function scansOf(sql: Sql, work: () => Promise<unknown>): Promise<Scans> {
  const before = await countScans(sql)
  await work()
  const after = await countScans(sql)
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, count]) => count >= 1),
  )
}

export type Statement = { text: string; names: string[] }

/** The statements written in a source file, with what is filled in as $1, $2 … and the expressions that fill it. */
export function statementsIn(source: string): Statement[] {
  return [...source.matchAll(/\bsql(?:<[^`]*>)?`([^`]*)`/g)].map(([, template = '']) => {
    const names: string[] = []
    const text = template.replace(/\$\{([^}]*)\}/g, (_, name: string) => `$${names.push(name)}`)
    return { text, names }
  })
}
