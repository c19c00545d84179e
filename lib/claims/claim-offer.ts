import type { SalePhase } from '#lib/sales/phase.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'
import type { TapRefusal, TapState } from './tap-state.ts'

/** What the one button of a sale page offers for the chosen item. */
export type ClaimOffer =
  | { kind: 'claim'; quantity: number; totalCents: number }
  | { kind: 'sending' }
  | { kind: 'kept'; why: Extract<TapState, { name: 'waiting' }>['why'] }
  | { kind: 'opens' }
  | { kind: 'none'; why: 'all_held' | 'sold_out' | 'ended' | 'paused' | 'limit' }

type Facts = {
  item: ItemSnapshot
  phase: SalePhase
  /** Units of this item this shopper already has in any way that counts towards the limit. */
  mineUnits: number
  wantedQuantity: number
  tap: TapState | null
}

/** The most units this shopper can ask for now; at least 1, so that there is always something to say. */
export function quantityMax({ item, mineUnits }: Pick<Facts, 'item' | 'mineUnits'>): number {
  const left = item.limitPerShopper - mineUnits
  return Math.max(1, Math.min(left, item.free === null || item.free === 0 ? left : item.free))
}

/** A tap under way comes first: it is answered by the server, whatever this phone believes meanwhile. */
export function claimOffer(facts: Facts): ClaimOffer {
  const { item, phase, tap } = facts
  if (tap?.name === 'sending') return { kind: 'sending' }
  if (tap?.name === 'waiting') return { kind: 'kept', why: tap.why }
  if (phase === 'ended') return { kind: 'none', why: 'ended' }
  if (phase === 'upcoming') return { kind: 'opens' }
  if (phase === 'paused') return { kind: 'none', why: 'paused' }
  if (facts.mineUnits >= item.limitPerShopper) return { kind: 'none', why: 'limit' }
  if (item.state === 'sold_out' || item.state === 'all_held') return { kind: 'none', why: item.state }
  const quantity = Math.min(Math.max(1, facts.wantedQuantity), quantityMax(facts))
  return { kind: 'claim', quantity, totalCents: quantity * item.priceCents }
}

/** What to tell somebody whose tap did not become a claim: what happened, then what to do. */
export function refusalWords(code: TapRefusal): string {
  return REFUSALS[code]
}

const REFUSALS: Record<TapRefusal, string> = {
  sold_out: 'Somebody was faster: it is sold out. Look at the other items.',
  all_held: 'Somebody was faster: all are held. Some may come back, keep this open.',
  limit_reached: 'You have as many of this as one person may. Pay for those, or give one back.',
  not_open: 'Not open yet. The button turns when it is.',
  closed: 'The sale has ended. Nothing was claimed.',
  unknown_item: 'This item is no longer in the sale. Reload the page to see what is.',
  not_understood: 'The shop did not understand this page. Reload it and tap again.',
  ran_out: 'Your claim came through, but its time ran out while you were away. Tap to claim again.',
  gave_up: 'We could not get a clear answer. Look in your bag before you tap again.',
}
