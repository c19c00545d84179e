import { useEffect } from 'react'
import type { Order } from '#lib/orders/queries.ts'
import { whenIdle } from '#lib/time/page-life.ts'

/** Keeps the order on this device as it is shown, for the time without a network; a paid one is a reason to come back. */
export function useKeptOrder(order: Order): void {
  useEffect(
    () =>
      whenIdle(() => {
        import('./keep-seen-order.ts').then(
          ({ keepSeenOrder }) => keepSeenOrder(order),
          // Cut off meanwhile: it is kept the next time it is seen.
          () => {},
        )
      }),
    [order],
  )
}
