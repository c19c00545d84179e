import type { Ground } from '../contestants/contestants.ts'
import { auditSale } from '../database/audit.ts'
import { createSale, STOCK } from '../database/sales.ts'
import { type Bench, keep, measure, requireServer } from '../run.ts'

const HUNDRED = 100

/** The same 256 clients on a sale of one item and on a sale of a hundred, one after the other. */
export async function hundredItems(bench: Bench, ground: Ground, round: number): Promise<void> {
  const counts = round % 2 === 0 ? [1, HUNDRED] : [HUNDRED, 1]
  for (const count of counts) {
    const sale = await createSale(
      bench.database.sql,
      Array.from({ length: count }, () => STOCK),
    )
    const measured = await measure(bench, requireServer(bench, 'fast-lane'), {
      requests: {
        kind: 'claim',
        saleId: sale.saleId,
        itemIds: sale.itemIds,
        passSecret: ground.database.config.keys.passSecret,
      },
    })
    const auditFaults = await auditSale(bench.database.sql, sale.saleId, sale.itemIds, measured)
    const what = count === 1 ? 'one item' : 'a hundred items'
    keep(
      bench,
      { figure: 'hundred', what, round },
      { ...measured, perSecond: measured.acceptedPerSecond },
      { auditFaults },
    )
  }
}
