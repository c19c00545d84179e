/** Every state of an order, as its column in Postgres says it. */
export const ORDER_STATUSES = [
  'open',
  'paying',
  'paid',
  'shipped',
  'delivered',
  'cancelled',
  'part_refunded',
  'refunded',
] as const

export type OrderStatus = (typeof ORDER_STATUSES)[number]
