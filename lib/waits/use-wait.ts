import { useEffect, useState, useSyncExternalStore } from 'react'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import type { TapState } from '#lib/claims/tap-state.ts'
import { useMyClaims } from '#lib/claims/use-my-claims.ts'
import { onFrame } from '#lib/time/page-life.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import { type WaitView, waitFor } from './wait-view.ts'

/** What there is to say about this shopper's wait for an item, by the server's clock: an offer lapses in its frame. */
export function useWait(itemId: string): WaitView | null {
  const mine = useMyClaims()
  const [view, setView] = useState<WaitView | null>(null)
  useEffect(() => {
    if (!mine.waits.some((wait) => wait.itemId === itemId)) {
      setView(null)
      return
    }
    const clock = getShopClock()
    const look = () => {
      const now = waitFor(itemId, mine, clock.now())
      setView((before) => (before?.kind === now?.kind && before?.wait === now?.wait ? before : now))
    }
    look()
    return onFrame(look)
  }, [mine, itemId])
  return view
}

/** What became of the last tap on "tell me if one comes back"; null when there was none. */
export function useLineTap(itemId: string): TapState | null {
  return useSyncExternalStore(
    (listener) => getShopClaims().lineOutbox.subscribe(listener),
    () => getShopClaims().lineOutbox.getState(itemId),
    () => null,
  )
}
