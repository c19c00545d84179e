'use client'

import { useEffect, useState } from 'react'
import { NO_WAYS, type WaysToPay } from '#lib/payments/saved-card.ts'

/** How long the page waits for what is kept at Stripe, in milliseconds, before it offers what a guest has. */
const PATIENCE_MS = 4_000

/** What this shopper can pay with: null until it is known. Nothing to pay with is lost when it cannot be found out. */
export function useWaysToPay() {
  const [ways, setWays] = useState<WaysToPay | null>(null)

  useEffect(() => {
    const gone = new AbortController()
    const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(PATIENCE_MS)])
    askWays(signal).then((found) => {
      if (!gone.signal.aborted) setWays(found)
    })
    return () => gone.abort()
  }, [])

  const forget = (cardId: string) =>
    setWays((known) => known && { ...known, cards: known.cards.filter((card) => card.id !== cardId) })
  return { ways, forget }
}

async function askWays(signal: AbortSignal): Promise<WaysToPay> {
  try {
    const answer = await fetch('/api/me/ways-to-pay', { method: 'POST', signal })
    return answer.ok ? await answer.json() : NO_WAYS
  } catch {
    // No network, or it took too long: a card can be typed all the same.
    return NO_WAYS
  }
}
