'use client'

import { useEffect, useRef, useState } from 'react'
import { atMostEvery } from '#components/dashboard/at-most-every.ts'
import type { RealtimeAddress } from '#components/dashboard/merchant-channel.ts'
import type { ControlRoom, Sample } from '#lib/control-room/control-room.ts'
import { addSamples, rateOf } from '#lib/control-room/history.ts'

/** A hint may come with every claim; the counters are read at most this often. */
const READ_AT_MOST_EVERY_MS = 1_000
/** The truth without any hint. */
const POLL_EVERY_MS = 2_000
/** While the shop does not answer the pauses grow up to this. */
const POLL_SLOWEST_MS = 30_000
const READ_TIMEOUT_MS = 5_000

export type LiveRoom = {
  room: ControlRoom
  samples: Sample[]
  claimsPerSecond: number
  /** False while the last read failed: what is shown may be old, and the screen says so. */
  isFresh: boolean
  /** Reads now, for after a move. */
  read: () => void
}

/** The sale as it is now: polled, sooner when the merchant's channel hints at a change, not at all while nobody looks. */
export function useControlRoom(initial: ControlRoom, address: RealtimeAddress): LiveRoom {
  const [live, setLive] = useState<Omit<LiveRoom, 'read'>>({
    room: initial,
    samples: [],
    claimsPerSecond: 0,
    isFresh: true,
  })
  const reading = useRef<() => void>(() => {})
  const { id, merchantId, slug } = initial.sale
  const { supabaseUrl, publishableKey } = address

  useEffect(() => {
    let samples: Sample[] = []
    let readings: { nowMs: number; claims: number }[] = []
    let failures = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    let isGone = false

    const reader = atMostEvery(READ_AT_MOST_EVERY_MS, async () => {
      const room = await readRoom(id, slug, samples.at(-1)?.atSeconds)
      if (isGone) return
      failures = room ? 0 : failures + 1
      if (room) {
        samples = addSamples(samples, room.samples)
        const rate = rateOf(readings, { nowMs: room.nowMs, claims: claimsOf(room) })
        readings = rate.kept
        setLive({ room, samples, claimsPerSecond: rate.perSecond, isFresh: true })
      } else setLive((shown) => ({ ...shown, isFresh: false }))
      clearTimeout(timer)
      timer = setTimeout(readIfVisible, Math.min(POLL_EVERY_MS * 2 ** failures, POLL_SLOWEST_MS))
    })
    const readIfVisible = () => {
      // Hidden, nothing is read; looked at again, what was missed comes with the first read.
      if (document.visibilityState === 'visible') reader.run()
    }
    reading.current = reader.run
    readIfVisible()
    document.addEventListener('visibilitychange', readIfVisible)
    window.addEventListener('online', readIfVisible)
    let hangUp = () => {}
    void import('#components/dashboard/merchant-channel.ts').then(({ listenToMerchants }) => {
      if (!isGone) hangUp = listenToMerchants({ supabaseUrl, publishableKey }, [merchantId], readIfVisible)
    })
    return () => {
      isGone = true
      clearTimeout(timer)
      reader.stop()
      document.removeEventListener('visibilitychange', readIfVisible)
      window.removeEventListener('online', readIfVisible)
      hangUp()
    }
  }, [id, merchantId, slug, supabaseUrl, publishableKey])

  return { ...live, read: () => reading.current() }
}

function claimsOf(room: ControlRoom): number {
  return room.items.reduce((sum, item) => sum + item.claims, 0)
}

/** Null when the shop did not answer. Somebody whose session ended is taken to the sign-in page and back. */
async function readRoom(saleId: string, slug: string, sinceSeconds?: number): Promise<ControlRoom | null> {
  const since =
    sinceSeconds === undefined
      ? ''
      : `?since=${encodeURIComponent(new Date(sinceSeconds * 1000).toISOString())}`
  try {
    const response = await fetch(`/dashboard/control-room/${saleId}${since}`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(READ_TIMEOUT_MS),
    })
    if (response.status === 401)
      window.location.assign(`/sign-in?next=${encodeURIComponent(`/dashboard/sales/${slug}/control`)}`)
    return response.ok ? ((await response.json()) as ControlRoom) : null
  } catch {
    // Offline or too slow: the screen says that it may be old, and the next poll tries again.
    return null
  }
}
