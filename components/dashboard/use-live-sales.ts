'use client'

import { useEffect, useState } from 'react'
import type { MySale } from '#lib/merchants/my-sales.ts'
import { atMostEvery } from './at-most-every.ts'
import type { RealtimeAddress } from './merchant-channel.ts'

/** A hint may come with every claim; the counters are read at most this often, in milliseconds. */
const READ_AT_MOST_EVERY_MS = 500
/** The truth without any hint, in milliseconds. */
const POLL_EVERY_MS = 3_000

export type LiveSales = {
  sales: MySale[]
  /** False while the last read failed: what is shown may be old, and the page says so. */
  isFresh: boolean
}

/** The merchant's sales as they are now: polled, and read sooner when the channel hints at a change. */
export function useLiveSales(
  initial: MySale[],
  merchantIds: readonly string[],
  address: RealtimeAddress,
): LiveSales {
  const [live, setLive] = useState<LiveSales>({ sales: initial, isFresh: true })
  const { supabaseUrl, publishableKey } = address
  const channels = merchantIds.join(' ')

  useEffect(() => {
    const reader = atMostEvery(READ_AT_MOST_EVERY_MS, async () => {
      const sales = await readSales()
      setLive((shown) => (sales ? { sales, isFresh: true } : { ...shown, isFresh: false }))
    })
    const readIfVisible = () => {
      if (document.visibilityState === 'visible') reader.run()
    }
    const poll = setInterval(readIfVisible, POLL_EVERY_MS)
    document.addEventListener('visibilitychange', readIfVisible)
    window.addEventListener('online', reader.run)

    let hangUp = () => {}
    let isGone = false
    void import('./merchant-channel.ts').then(({ listenToMerchants }) => {
      if (!isGone)
        hangUp = listenToMerchants({ supabaseUrl, publishableKey }, channels.split(' '), reader.run)
    })
    return () => {
      isGone = true
      reader.stop()
      clearInterval(poll)
      document.removeEventListener('visibilitychange', readIfVisible)
      window.removeEventListener('online', reader.run)
      hangUp()
    }
  }, [supabaseUrl, publishableKey, channels])

  return live
}

/** Null when the shop did not answer. Somebody whose session ended is taken to the sign-in page. */
async function readSales(): Promise<MySale[] | null> {
  try {
    const response = await fetch('/dashboard/my-sales', {
      cache: 'no-store',
      signal: AbortSignal.timeout(5_000),
    })
    if (response.status === 401) window.location.assign('/sign-in?next=/dashboard')
    return response.ok ? ((await response.json()) as { sales: MySale[] }).sales : null
  } catch {
    // Offline or too slow: the page says that it may be old, and the next poll tries again.
    return null
  }
}
