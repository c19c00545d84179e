import type { MySale, StockCount } from './my-sales.ts'

export type SaleGroups = { live: MySale[]; upcoming: MySale[]; ended: MySale[] }

/** Live (and paused) first, then what opens next (drafts too, since their time may still come), then what ended last. */
export function groupSales(sales: readonly MySale[]): SaleGroups {
  const isDraft = (sale: MySale) => sale.status === 'draft'
  const byOpening = (a: MySale, b: MySale) => a.opensAt.localeCompare(b.opensAt)
  const byClosing = (a: MySale, b: MySale) => a.closesAt.localeCompare(b.closesAt)
  return {
    live: sales.filter((sale) => sale.phase === 'live' || sale.phase === 'paused').toSorted(byClosing),
    upcoming: sales.filter((sale) => sale.phase === 'upcoming' || isDraft(sale)).toSorted(byOpening),
    ended: sales
      .filter((sale) => sale.phase === 'ended' && !isDraft(sale))
      .toSorted((a, b) => byClosing(b, a)),
  }
}

/** All items of a sale in one count. */
export function countStock(items: readonly StockCount[]): StockCount {
  const sum = { stock: 0, free: 0, held: 0, paying: 0, sold: 0, withdrawn: 0 }
  for (const item of items) {
    sum.stock += item.stock
    sum.free += item.free
    sum.held += item.held
    sum.paying += item.paying
    sum.sold += item.sold
    sum.withdrawn += item.withdrawn
  }
  return sum
}
