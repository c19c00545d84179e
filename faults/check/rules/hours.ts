import type { Rule } from '../evidence.ts'

/** Promise 7: opening and closing time are the database's clock, read after the wait for the lock. */
export const onlyWhileOpen: Rule = function* ({ tables }) {
  const saleById = new Map(tables.sales.map((sale) => [sale.id, sale]))
  for (const claim of tables.claims) {
    const sale = saleById.get(claim.saleId)
    if (!sale) continue
    if (claim.createdAtMs < sale.opensAtMs)
      yield `claim ${claim.id} is ${sale.opensAtMs - claim.createdAtMs} ms before the sale opened`
    if (claim.createdAtMs >= sale.closesAtMs)
      yield `claim ${claim.id} is ${claim.createdAtMs - sale.closesAtMs} ms after the sale closed`
  }
}
