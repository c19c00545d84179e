import { useEffect, useRef, useState } from 'react'
import { phaseOf, type SalePhase } from '#lib/sales/phase.ts'
import { lookAtSale } from '#lib/sales/shop-sales.ts'
import type { HintSource } from '#lib/sales/stock-hints.ts'
import type { SaleSnapshot, WatchState } from '#lib/sales/watch-snapshot.ts'
import { onFrame } from '#lib/time/page-life.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'

/**
 * The newest that is known of a sale's stock, from what the page was rendered with onwards. `isLooking` false stops asking (a card
 * that has been scrolled away).
 */
export function useSaleStock(initial: SaleSnapshot, hints: HintSource | null, isLooking = true): WatchState {
  const [state, setState] = useState<WatchState>({
    snapshot: initial,
    confirmedAtMs: null,
    isReachable: true,
  })
  // Only the first render's values count: a new page brings a new sale, and with it a new component.
  const first = useRef({ initial, hints })

  useEffect(() => {
    if (!isLooking) return
    const { watch, leave } = lookAtSale(first.current.initial, first.current.hints)
    const take = () => setState(watch.getState())
    const unsubscribe = watch.subscribe(take)
    take()
    return () => {
      unsubscribe()
      leave()
    }
  }, [isLooking])

  return state
}

/** True once less than this is left until the instant, by the server's clock. */
export function useIsWithin(leastMs: number, untilMs: number, renderedAtMs: number): boolean {
  const [isWithin, setIsWithin] = useState(untilMs - renderedAtMs < leastMs)

  useEffect(() => {
    const clock = getShopClock(renderedAtMs)
    return onFrame(() => setIsWithin(untilMs - clock.now() < leastMs))
  }, [leastMs, untilMs, renderedAtMs])

  return isWithin
}

/** The phase by the server's clock, looked at in every frame: it flips at zero without a reload and without asking anybody. */
export function usePhase(sale: SaleSnapshot['sale'], renderedAtMs: number): SalePhase {
  const { opensAt, closesAt, phase: lastPhase } = sale
  const opensAtMs = Date.parse(opensAt)
  const closesAtMs = Date.parse(closesAt)
  const [phase, setPhase] = useState(() => phaseOf({ opensAtMs, closesAtMs, lastPhase }, renderedAtMs))

  useEffect(() => {
    const clock = getShopClock(renderedAtMs)
    return onFrame(() => setPhase(phaseOf({ opensAtMs, closesAtMs, lastPhase }, clock.now())))
  }, [opensAtMs, closesAtMs, lastPhase, renderedAtMs])

  return phase
}
