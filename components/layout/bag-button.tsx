'use client'

import Link from 'next/link'
import { useEffect, useState } from 'react'
import { Countdown } from '#components/ui/countdown.tsx'
import { bagClaims, firstToExpire, type MyClaim } from '#lib/claims/my-claims.ts'
import { useMyClaims } from '#lib/claims/use-my-claims.ts'
import { onFrame } from '#lib/time/page-life.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'

/**
 * The way to the bag from everywhere, with how many units are in it and how long the first of them stays. It keeps its place while
 * empty, so that nothing moves when something arrives.
 */
export function BagButton() {
  const held = useBagClaims()
  const first = firstToExpire(held)
  const units = held.reduce((sum, claim) => sum + claim.quantity, 0)
  if (!first) return <span id="bag-button" className="h-12 w-12" />
  return (
    <Link
      id="bag-button"
      href={`/sales/${first.saleSlug}/bag`}
      className="figures flex min-h-12 items-center gap-2 rounded-full bg-yours px-4 font-bold text-on-yours active:bg-yours-pressed"
    >
      <BagIcon />
      <span>
        {units}
        <span className="sr-only">{units === 1 ? ' unit' : ' units'} in your bag, time left:</span>
      </span>
      {first.status === 'paying' ? (
        <span>paying</span>
      ) : (
        <Countdown untilMs={Date.parse(first.expiresAt)} renderedAtMs={getShopClock().now()} />
      )}
    </Link>
  )
}

/** The claims in the bag by the server's clock; one leaves the moment its time is up. */
function useBagClaims(): readonly MyClaim[] {
  const { claims } = useMyClaims()
  const [held, setHeld] = useState<readonly MyClaim[]>([])
  useEffect(() => {
    if (claims.length === 0) {
      setHeld([])
      return
    }
    const clock = getShopClock()
    return onFrame(() => {
      const now = bagClaims(claims, clock.now())
      setHeld((before) =>
        now.length === before.length && now.every((claim, at) => claim === before[at]) ? before : now,
      )
    })
  }, [claims])
  return held
}

function BagIcon() {
  return (
    <svg
      viewBox="0 0 20 20"
      className="size-5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <path d="M3.5 7h13l1 10.5h-15zM7 9V5.5a3 3 0 0 1 6 0V9" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  )
}
