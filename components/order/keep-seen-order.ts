import { noteGoodMoment } from '#lib/install/offer.ts'
import { keepOrder } from '#lib/offline/kept-orders.ts'
import type { Order } from '#lib/orders/queries.ts'

export function keepSeenOrder(order: Order): void {
  keepOrder(order, Date.now())
  if (order.status === 'paid' || order.status === 'shipped' || order.status === 'delivered') noteGoodMoment()
}
