'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { type Bag, type BagItem, type BagLine, bagOf } from '#lib/bags/bag.ts'
import { useMyClaims } from '#lib/claims/use-my-claims.ts'
import { onFrame } from '#lib/time/page-life.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'

export type SaleBag = {
  bag: Bag
  /** False until this device has heard what it holds: nothing may be called empty before that. */
  isKnown: boolean
  /** What ran out while this page was open, newest last. */
  ranOut: readonly BagLine[]
  /** Ids of paid claims' orders in this sale, for somebody who comes back to an empty bag. */
  paidOrderId: string | null
  /** Call before a claim is given back, so that it is not mistaken for one that ran out. */
  noticeGivenBack: (claimId: string) => void
}

/**
 * This shopper's bag in one sale, by the server's clock. It changes by itself the moment a claim runs out and when
 * another tab claims, pays or gives back; in between it costs one comparison per frame.
 */
export function useSaleBag(
  saleSlug: string,
  items: readonly BagItem[],
  shippingCents: number,
  renderedAtMs: number,
): SaleBag {
  const { claims, isKnown } = useMyClaims()
  const mine = claims.filter((claim) => claim.saleSlug === saleSlug)
  const endTimes = mine.map((claim) => Date.parse(claim.expiresAt)).join(' ')
  const nowMs = useExpiries(endTimes, renderedAtMs)
  const bag = bagOf(mine, items, shippingCents, nowMs)

  const [ranOut, setRanOut] = useState<readonly BagLine[]>([])
  const before = useRef<readonly BagLine[]>([])
  const givenBack = useRef(new Set<string>())
  const stillMine = mine
    .filter((claim) => claim.status !== 'held' || Date.parse(claim.expiresAt) > nowMs)
    .map((claim) => claim.id)
    .join(' ')
  const lines = useRef([...bag.held, ...bag.paying])
  lines.current = [...bag.held, ...bag.paying]
  useEffect(() => {
    const still = new Set(stillMine.split(' '))
    const gone = before.current.filter(
      ({ claim }) => !still.has(claim.id) && !givenBack.current.has(claim.id),
    )
    if (gone.length > 0) setRanOut((earlier) => [...earlier, ...gone])
    before.current = lines.current
  }, [stillMine])

  const noticeGivenBack = useCallback((claimId: string) => void givenBack.current.add(claimId), [])
  const paidOrderId = mine.find((claim) => claim.status === 'paid')?.orderId ?? null
  return { bag, isKnown, ranOut, paidOrderId, noticeGivenBack }
}

/** The server's time, moved on only when one of the given instants has passed: nothing else changes what a bag is. */
function useExpiries(endTimes: string, renderedAtMs: number): number {
  const [nowMs, setNowMs] = useState(renderedAtMs)
  useEffect(() => {
    const ends = endTimes === '' ? [] : endTimes.split(' ').map(Number)
    const clock = getShopClock(renderedAtMs)
    const passed = (atMs: number) => ends.filter((end) => end <= atMs).length
    return onFrame(() => {
      const currentMs = clock.now()
      setNowMs((shownMs) => (passed(shownMs) === passed(currentMs) ? shownMs : currentMs))
    })
  }, [endTimes, renderedAtMs])
  return nowMs
}
