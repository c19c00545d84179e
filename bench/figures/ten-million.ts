import postgres, { type Sql } from 'postgres'
import type { Ground } from '../contestants/contestants.ts'
import { auditSale } from '../database/audit.ts'
import type { BenchDatabase } from '../database/database.ts'
import { createSale, STOCK } from '../database/sales.ts'
import { storeClaims } from '../database/stored-claims.ts'
import { type Bench, keep, measure, requireServer } from '../run.ts'

/** The two databases of this figure: what they are called, and how many claims they hold before the first round. */
export const STORED = [
  { name: 'few', claims: 10_000, quickClaims: 10_000 },
  { name: 'many', claims: 10_000_000, quickClaims: 100_000 },
] as const

/** Fills both databases; the big one with a hundredth when it is only tried out. */
export async function prepareStored(database: BenchDatabase, isQuick: boolean): Promise<void> {
  for (const { name, claims, quickClaims } of STORED) {
    await storeClaims(database.urlOf(name), isQuick ? quickClaims : claims)
  }
  await database.checkpoint()
}

/** One hot item in each of the databases, by a shop of its own, one after the other and in turns. */
export async function tenMillion(bench: Bench, ground: Ground, round: number): Promise<void> {
  const order = round % 2 === 0 ? STORED : STORED.toReversed()
  for (const { name, claims, quickClaims } of order) {
    // A quick run says what it stored, and has no ratio for that.
    const what = `${(bench.isQuick ? quickClaims : claims).toLocaleString('en')} stored`
    const sql: Sql = postgres(bench.database.urlOf(name), { max: 1, onnotice: () => undefined })
    try {
      const sale = await createSale(sql, [STOCK])
      const logBefore = await logPosition(sql)
      const measured = await measure(bench, requireServer(bench, name), {
        requests: {
          kind: 'claim',
          saleId: sale.saleId,
          itemIds: sale.itemIds,
          passSecret: ground.database.config.keys.passSecret,
        },
      })
      const logBytes = (await logPosition(sql)) - logBefore
      const claims = measured.allStatuses['201'] ?? 0
      const auditFaults = await auditSale(sql, sale.saleId, sale.itemIds, measured)
      keep(
        bench,
        { figure: 'ten-million', what, round },
        { ...measured, perSecond: measured.acceptedPerSecond },
        {
          auditFaults,
          extra: { logBytesPerClaim: claims === 0 ? null : Math.round(logBytes / claims) },
        },
      )
    } finally {
      await sql.end()
    }
  }
}

/** Bytes written to Postgres' log so far: a claim that touches pages nobody touched since the last checkpoint writes them whole. */
async function logPosition(sql: Sql): Promise<number> {
  const [row] = await sql<{ bytes: string }[]>`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bytes`
  return Number(row?.bytes)
}
