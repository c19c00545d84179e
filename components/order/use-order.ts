'use client'

import { useEffect, useState } from 'react'
import { settleClaims } from '#lib/claims/settle-claims.ts'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import type { Order } from '#lib/orders/queries.ts'
import { onWake } from '#lib/time/page-life.ts'
import { isSettled } from './progress.ts'

/** Milliseconds between two looks: quick while most banks answer, then calmer. */
const SOON_EVERY_MS = 1_000
const LATER_EVERY_MS = 4_000
const SOON_FOR_MS = 30_000
const TIMEOUT_MS = 5_000

export type LiveOrder = {
  order: Order
  /** False while the last look failed: what is shown may be old, and the page says so. */
  isFresh: boolean
}

/** The order as it is now: asked for again until nothing more happens to it by itself. */
export function useOrder(initial: Order): LiveOrder {
  const [live, setLive] = useState<LiveOrder>({ order: initial, isFresh: true })
  const { id } = initial
  const { status } = live.order
  const isDone = isSettled(status)

  // What this order does to the bag, the header should show as soon as the order does.
  useEffect(() => {
    const { mine } = getShopClaims()
    if (status === 'paid') settleClaims(mine, id)
    void mine.read()
  }, [id, status])

  useEffect(() => {
    if (isDone) return
    const sinceMs = performance.now()
    let timer: ReturnType<typeof setTimeout>
    let isOver = false

    const look = async () => {
      const order = await readOrder(id)
      if (isOver) return
      setLive((shown) => (order ? { order, isFresh: true } : { ...shown, isFresh: false }))
      plan(performance.now() - sinceMs < SOON_FOR_MS ? SOON_EVERY_MS : LATER_EVERY_MS)
    }
    const plan = (inMs: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (document.visibilityState === 'visible') void look()
      }, inMs)
    }
    plan(SOON_EVERY_MS)
    const stopListening = onWake(() => plan(0))
    return () => {
      isOver = true
      clearTimeout(timer)
      stopListening()
    }
  }, [id, isDone])

  return live
}

/** Null when the shop did not answer with the order. */
async function readOrder(id: string): Promise<Order | null> {
  try {
    const init: RequestInit = { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) }
    const response = await fetch(`/api/orders/${id}`, init)
    return response.ok ? ((await response.json()) as { order: Order }).order : null
  } catch {
    // Offline or too slow: the page says that it may be old and looks again.
    return null
  }
}
