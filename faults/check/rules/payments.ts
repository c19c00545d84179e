import type { Rule } from '../evidence.ts'

const PAID = new Set(['paid', 'shipped', 'delivered'])

/**
 * A payment that was acknowledged became exactly one thing: the order is paid and its units are sold, or it is
 * cancelled, its units are free and no cent is kept.
 */
export const paidOrGivenBack: Rule = function* ({ exchanges, tables, claimById }) {
  const orderById = new Map(tables.orders.map((order) => [order.id, order]))
  for (const { action, asked, outcome } of exchanges) {
    if (outcome?.type !== 'ok' || !asked.orderId) continue
    const order = orderById.get(asked.orderId)
    if (!order) yield `order ${asked.orderId} was acknowledged and does not exist`
    else if (action === 'settle_order' && outcome.code === 'settled' && !PAID.has(order.status))
      yield `order ${order.id} was settled and is ${order.status}`
    else if (action === 'cancel_order' && outcome.code === 'cancelled' && order.status !== 'cancelled')
      yield `order ${order.id} was cancelled and is ${order.status}`
  }
  const soldBy = Map.groupBy(
    tables.orders
      .filter((order) => PAID.has(order.status))
      .flatMap((order) => order.claimIds.map((claimId) => ({ claimId, orderId: order.id }))),
    (line) => line.claimId,
  )
  for (const [claimId, lines] of soldBy) {
    if (lines.length > 1) yield `claim ${claimId} was paid for by ${lines.length} orders`
  }
  for (const order of tables.orders) {
    const claims = order.claimIds.map((id) => claimById.get(id))
    const paid = claims.filter((claim) => claim?.status === 'paid' && claim.orderId === order.id).length
    if (PAID.has(order.status)) {
      if (paid !== claims.length)
        yield `order ${order.id} is paid, ${paid} of its ${claims.length} claims are`
      if (order.chargedCents - order.refundedCents !== order.totalCents)
        yield `order ${order.id} is paid, ${order.chargedCents - order.refundedCents} of ${order.totalCents} cents came`
    } else if (paid > 0) yield `order ${order.id} is ${order.status}, ${paid} of its claims are paid`
    else if (order.status === 'cancelled' && order.chargedCents !== order.refundedCents)
      yield `order ${order.id} is cancelled and keeps ${order.chargedCents - order.refundedCents} cents`
  }
}
