import { phaseOf } from './phase.ts'
import type { SaleCardView } from './sale-view.ts'

export type SaleGroups = { live: SaleCardView[]; upcoming: SaleCardView[]; ended: SaleCardView[] }

/** Sales whose title, maker, tagline or products have every word looked for; a category keeps only its own. */
export function findSales(
  sales: readonly SaleCardView[],
  wish: { category: string | null; query: string },
): SaleCardView[] {
  const words = wish.query.toLowerCase().split(/\s+/).filter(Boolean)
  return sales.filter((sale) => {
    if (wish.category && sale.category !== wish.category) return false
    const text = [sale.title, sale.merchantName, sale.tagline, sale.category, ...sale.productNames]
      .join(' ')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Live now (closing first), opening soon (soonest first) and ended (latest first), by the server's clock. */
export function groupSales(sales: readonly SaleCardView[], serverNowMs: number): SaleGroups {
  const phase = (sale: SaleCardView) => phaseOf({ ...sale, lastPhase: sale.snapshot.sale.phase }, serverNowMs)
  return {
    live: sales
      .filter((sale) => ['live', 'paused'].includes(phase(sale)))
      .toSorted((a, b) => a.closesAtMs - b.closesAtMs),
    upcoming: sales
      .filter((sale) => phase(sale) === 'upcoming')
      .toSorted((a, b) => a.opensAtMs - b.opensAtMs),
    ended: sales.filter((sale) => phase(sale) === 'ended').toSorted((a, b) => b.closesAtMs - a.closesAtMs),
  }
}
