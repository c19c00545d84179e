import { useEffect, useState, useSyncExternalStore } from 'react'
import { onFrame } from '#lib/time/page-life.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import { bagClaims, type MyClaim } from './my-claims.ts'
import { getShopClaims } from './shop-claims.ts'
import type { TapState } from './tap-state.ts'
import { useMyClaims } from './use-my-claims.ts'

const EMPTY: readonly MyClaim[] = []

/** The claims in the bag by the server's clock; one leaves in the frame its time is up. */
export function useBag(): readonly MyClaim[] {
  const { claims } = useMyClaims()
  const [bag, setBag] = useState(EMPTY)
  useEffect(() => {
    if (claims.length === 0) {
      setBag(EMPTY)
      return
    }
    const clock = getShopClock()
    const look = () => {
      const now = bagClaims(claims, clock.now())
      setBag((before) =>
        now.length === before.length && now.every((claim, at) => claim === before[at]) ? before : now,
      )
    }
    look()
    return onFrame(look)
  }, [claims])
  return bag
}

/** What became of the last tap on an item; null when there was none. */
export function useTap(itemId: string): TapState | null {
  return useSyncExternalStore(
    (listener) => getShopClaims().outbox.subscribe(listener),
    () => getShopClaims().outbox.getState(itemId),
    () => null,
  )
}
