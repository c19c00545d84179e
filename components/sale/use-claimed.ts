import { useEffect, useRef } from 'react'
import { retryAtOf } from '#lib/claims/claim-offer.ts'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import type { TapState } from '#lib/claims/tap-state.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'
import { onFrame } from '#lib/time/page-life.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import type { WaitView } from '#lib/waits/wait-view.ts'

const FLIGHT_MS = 190

/** Says in the hand and on the screen that a tap became a claim: a buzz, and a tick that flies to the bag. */
export function useClaimed(tap: TapState | null): void {
  const before = useRef(tap)
  useEffect(() => {
    const wasUnderWay = before.current !== null && before.current !== tap
    before.current = tap
    if (tap?.name !== 'claimed' || !wasUnderWay) return
    navigator.vibrate?.([20, 40, 20])
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
 * A refusal is forgotten as soon as it is no longer true: one for want of stock when there is stock again, one that said
 * from when on to try again at that moment. The button then says the new truth.
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
  }, [isGone, tap, lineTap, stock.id])

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

function flyToBag(): void {
  const from = document
    .querySelector('[data-bottom-bar] [data-strip]')
    ?.firstElementChild?.getBoundingClientRect()
  const bag = document.getElementById('bag-button')
  if (!from || !bag || matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const to = bag.getBoundingClientRect()
  const tick = document.createElement('span')
  tick.className = 'pointer-events-none fixed top-0 left-0 z-50 block h-6 w-4 border-2 border-ink bg-yours'
  document.body.append(tick)
  const flight = tick.animate(
    [
      { transform: `translate(${from.left}px, ${from.top - 8}px)` },
      { transform: `translate(${to.left + to.width / 2}px, ${to.top + 12}px) scale(0.6)` },
    ],
    { duration: FLIGHT_MS, easing: 'cubic-bezier(0.3, 0, 0.2, 1)' },
  )
  const land = () => {
    tick.remove()
    bag.animate([{ scale: 1.12 }, { scale: 1 }], 150)
  }
  flight.finished.then(land, land)
}
