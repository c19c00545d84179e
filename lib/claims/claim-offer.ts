import type { SalePhase } from '#lib/sales/phase.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'
import type { MyWait } from '#lib/waits/wait.ts'
import type { WaitView } from '#lib/waits/wait-view.ts'
import type { TapState } from './tap-state.ts'

/** What a tap that is under way was for: a claim, or a place in line. */
type Wish = 'claim' | 'place'

/** What the one button of a sale page offers for the chosen item. */
export type ClaimOffer =
  | { kind: 'claim'; quantity: number; totalCents: number }
  | { kind: 'sending'; wish: Wish }
  | { kind: 'kept'; wish: Wish; why: Extract<TapState, { name: 'waiting' }>['why'] }
  | { kind: 'opens' }
  /** All held: get in line. */
  | { kind: 'line'; quantity: number }
  /** In line. */
  | { kind: 'waiting'; wait: MyWait }
  /** Too many claims ran out: nothing can be held before `retryAtMs`. */
  | { kind: 'again'; retryAtMs: number }
  | { kind: 'none'; why: 'sold_out' | 'ended' | 'paused' | 'limit' }

type Facts = {
  item: ItemSnapshot
  phase: SalePhase
  /** Units of this item this shopper already has in any way that counts towards the limit. */
  mineUnits: number
  wantedQuantity: number
  tap: TapState | null
  /** The last tap on "tell me if one comes back". */
  lineTap: TapState | null
  wait: WaitView | null
}

/** The most units this shopper can ask for now; at least 1, so that there is always something to say. */
export function quantityMax({ item, mineUnits }: Pick<Facts, 'item' | 'mineUnits'>): number {
  const left = item.limitPerShopper - mineUnits
  return Math.max(1, Math.min(left, item.free === null || item.free === 0 ? left : item.free))
}

/** A tap under way comes first: it is answered by the server, whatever this phone believes meanwhile. */
export function claimOffer(facts: Facts): ClaimOffer {
  const { item, phase, wait } = facts
  const underWay = offerUnderWay(facts.tap, 'claim') ?? offerUnderWay(facts.lineTap, 'place')
  if (underWay) return underWay
  if (phase === 'ended') return { kind: 'none', why: 'ended' }
  if (phase === 'upcoming') return { kind: 'opens' }
  if (wait?.kind === 'waiting') return { kind: 'waiting', wait: wait.wait }
  if (phase === 'paused') return { kind: 'none', why: 'paused' }
  if (facts.mineUnits >= item.limitPerShopper) return { kind: 'none', why: 'limit' }
  if (item.state === 'sold_out') return { kind: 'none', why: 'sold_out' }
  const retryAt = retryAtOf(facts.tap) ?? retryAtOf(facts.lineTap)
  if (retryAt !== null) return { kind: 'again', retryAtMs: Date.parse(retryAt) }
  const quantity = Math.min(Math.max(1, facts.wantedQuantity), quantityMax(facts))
  if (item.state === 'all_held') return { kind: 'line', quantity }
  return { kind: 'claim', quantity, totalCents: quantity * item.priceCents }
}

/** ISO 8601: from when on a refusal is another one; null where it does not say. */
export function retryAtOf(tap: TapState | null): string | null {
  return tap?.name === 'refused' ? tap.retryAt : null
}

function offerUnderWay(tap: TapState | null, wish: Wish): ClaimOffer | null {
  if (tap?.name === 'sending') return { kind: 'sending', wish }
  if (tap?.name === 'waiting') return { kind: 'kept', wish, why: tap.why }
  return null
}
