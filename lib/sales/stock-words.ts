import type { SalePhase } from './phase.ts'
import type { ItemSnapshot } from './watch-snapshot.ts'

/** The state of one item in words, true in this phase; the words that always stand beside its strip. */
export function stockWords(item: ItemSnapshot, phase: SalePhase): string {
  if (phase === 'ended') return item.state === 'sold_out' ? 'Sold out' : 'Sale ended'
  if (item.state === 'sold_out') return 'Sold out'
  if (item.state === 'all_held') return 'All held'
  if (item.free === null) return phase === 'upcoming' ? 'More than 10' : 'More than 10 left'
  if (phase === 'upcoming') return item.free === 1 ? 'Only one' : `${item.free} in all`
  return item.free === 1 ? 'Last one' : `${item.free} left`
}

/** A whole sale in words: how many of its items can be had, and how many of those are down to ten units or fewer. */
export function saleStockWords(items: readonly ItemSnapshot[], phase: SalePhase): string {
  const [only] = items
  if (only && items.length === 1) return stockWords(only, phase)
  const left = items.filter((item) => item.state === 'available' || item.state === 'low')
  const held = items.filter((item) => item.state === 'all_held')
  if (phase === 'ended') {
    const soldOut = items.filter((item) => item.state === 'sold_out').length
    return soldOut === items.length ? 'All sold out' : `${soldOut} of ${items.length} sold out`
  }
  if (left.length === 0) return held.length > 0 ? 'All held, some may come back' : 'Sold out'
  const low = left.filter((item) => item.state === 'low').length
  const few = low > 0 ? `, ${low} nearly gone` : ''
  return left.length === items.length
    ? `All ${items.length} items left${few}`
    : `${left.length} of ${items.length} items left${few}`
}

/** How old the stock on the screen is, in words; null while it is under two seconds old. */
export function stockAgeWords(confirmedAtMs: number | null, steadyNowMs: number): string | null {
  if (confirmedAtMs === null) return null
  const seconds = Math.floor((steadyNowMs - confirmedAtMs) / 1000)
  if (seconds < 2) return null
  if (seconds < 120) return `Stock as of ${seconds} seconds ago`
  return `Stock as of ${Math.floor(seconds / 60)} minutes ago`
}
