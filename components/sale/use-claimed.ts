import { useEffect, useRef } from 'react'
import { retryAtOf } from '#lib/claims/claim-offer.ts'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import type { TapState } from '#lib/claims/tap-state.ts'
import { buzz } from '#lib/haptics/buzz.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'
import { onFrame } from '#lib/time/page-life.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import type { WaitView } from '#lib/waits/wait-view.ts'

/**
 * Says in the hand and on the screen that a tap became a claim: a buzz, and a tick that flies to the bag. Who wants no motion
 * sees none and is told by the buzz alone: it is no motion on the screen, and has a switch of its own on the phone.
 */
export function useClaimed(tap: TapState | null): void {
  const before = useRef(tap)
  useEffect(() => {
    const wasUnderWay = before.current !== null && before.current !== tap
    before.current = tap
    if (tap?.name !== 'claimed' || !wasUnderWay) return
    buzz([20, 40, 20])
    flyToBag()
  }, [tap])
}

/** The same flight for what came back to somebody in line; the buzz comes with the announcement, on whatever page. */
export function useOffered(wait: WaitView | null): void {
  const wasWaiting = useRef(false)
  useEffect(() => {
    if (wait?.kind === 'offered' && wasWaiting.current) flyToBag()
    wasWaiting.current = wait?.kind === 'waiting'
  }, [wait])
}

/**
 * A refusal is forgotten as soon as it is no longer true: one for want of stock when there is stock again, one that gave hope of what is
 * held when all is sold, one that said from when on to try again at that moment. The button then says the new truth.
 */
export function useForgetRefusal(
  stock: ItemSnapshot,
  tap: TapState | null,
  lineTap: TapState | null = null,
): void {
  const wasGone = useRef(false)
  const isGone = stock.state === 'sold_out' || stock.state === 'all_held'
  useEffect(() => {
    if (!isGone && wasGone.current) {
      const { outbox, lineOutbox } = getShopClaims()
      if (tap?.name === 'refused' && tap.retryAt === null) outbox.dismiss(stock.id)
      if (lineTap?.name === 'refused' && lineTap.retryAt === null) lineOutbox.dismiss(stock.id)
    }
    wasGone.current = isGone
    if (stock.state === 'sold_out' && tap?.name === 'refused' && tap.code === 'all_held')
      getShopClaims().outbox.dismiss(stock.id)
  }, [isGone, tap, lineTap, stock.id, stock.state])

  const retryAt = retryAtOf(tap) ?? retryAtOf(lineTap)
  useEffect(() => {
    if (retryAt === null) return
    const clock = getShopClock()
    return onFrame(() => {
      if (clock.now() < Date.parse(retryAt)) return
      getShopClaims().outbox.dismiss(stock.id)
      getShopClaims().lineOutbox.dismiss(stock.id)
    })
  }, [retryAt, stock.id])
}

/** Its code comes with the first claim: a nicety that no page waits for. */
function flyToBag(): void {
  import('./fly-to-bag.ts').then(
    ({ flyToBag }) => flyToBag(),
    () => undefined,
  )
}
