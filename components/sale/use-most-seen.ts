import { useRef } from 'react'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'

/** The most free units this phone has seen since the page was opened: what went since then went before its eyes. */
export function useMostSeen(stock: ItemSnapshot): number {
  const most = useRef(0)
  const free = stock.state === 'available' ? 10 : (stock.free ?? 0)
  most.current = Math.max(most.current, free)
  return most.current
}
