import type { SalePhase } from './phase.ts'
import type { ItemSnapshot } from './watch-snapshot.ts'

/** A sale as a whole: its phase, and while it is open whether anything in it can still be had, or may come back. */
export type SaleState = SalePhase | 'all_held' | 'sold_out'

/**
 * What is to be said of a whole sale. In an open one whose every unit is sold there is nothing left to count down to; while one is
 * held there is, for it may come back before the sale closes. A pause says more than that all is held, and less than that all is sold.
 */
export function saleStateOf(phase: SalePhase, items: readonly ItemSnapshot[]): SaleState {
  if (phase === 'upcoming' || phase === 'ended' || items.length === 0) return phase
  if (items.every((item) => item.state === 'sold_out')) return 'sold_out'
  const isAllTaken = items.every((item) => item.state === 'sold_out' || item.state === 'all_held')
  return phase === 'live' && isAllTaken ? 'all_held' : phase
}
