import { freeOf, heldOf, itemsOf, lineOf, type Model, soldOf } from './state.ts'

/** All of a sale that model and database must agree on, by the names of the model, so that a difference can be read. */
export type View = {
  sale: string
  items: Record<string, number>[]
  claims: Record<string, string>
  waits: Record<string, string>
  orders: Record<string, string>
  attempts: string[]
  outbox: string[]
  /** Rows of audit_stock(): never any. */
  audit: unknown[]
  /** Rows of ledger_gaps(). The one that may be seen: money that came too late, while its refund is in the outbox. */
  gaps: string[]
}

export const claimLine = (claim: {
  shopper: number
  quantity: number
  status: string
  order: string | null
  isOver: boolean
  hasLapsed: boolean
}): string =>
  `${claim.quantity} ${claim.status} by ${claim.shopper}, order ${claim.order}${claim.isOver ? ', over' : ''}${claim.hasLapsed ? ', lapsed' : ''}`

export const waitLine = (wait: {
  shopper: number
  quantity: number
  status: string
  claim: string | null
}): string => `${wait.quantity} ${wait.status} by ${wait.shopper}, claim ${wait.claim}`

export const orderLine = (order: {
  status: string
  attempt: number
  intent: string | null
  lines: string[]
  totalCents: number
  chargedCents: number
  refundedCents: number
}): string =>
  `${order.status}, attempt ${order.attempt}, intent ${order.intent}, for ${[...order.lines].sort().join(' ')}, total ${order.totalCents}, charged ${order.chargedCents}, refunded ${order.refundedCents}`

export function viewOf(model: Model): View {
  return {
    sale: model.status,
    items: itemsOf(model).map((item) => ({
      stock: model.stock[item] ?? 0,
      free: freeOf(model, item),
      held: heldOf(model, item),
      sold: soldOf(model, item),
      withdrawn: model.withdrawn[item] ?? 0,
      waiting: lineOf(model, item).length,
      positions: model.claims.filter((claim) => claim.item === item).length,
      places: model.waits.filter((wait) => wait.item === item).length,
    })),
    claims: Object.fromEntries(
      model.claims.map((claim) => [claim.name, claimLine({ ...claim, hasLapsed: claim.lapse !== 'none' })]),
    ),
    waits: Object.fromEntries(model.waits.map((wait) => [wait.name, waitLine(wait)])),
    orders: Object.fromEntries(model.orders.map((order) => [order.name, orderLine(order)])),
    attempts: model.attempts.map(({ order, attempt }) => `${order}:${attempt}`).sort(),
    outbox: [...model.outbox].sort(),
    audit: [],
    gaps: model.orders
      .filter((order) => order.status === 'cancelled' && order.chargedCents > order.refundedCents)
      .map((order) => `${order.name} charged but cancelled`)
      .sort(),
  }
}
