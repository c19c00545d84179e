import type { CertificateMoney } from './certificate.ts'
import type { MoneyLine, OrderLine } from './read-lines.ts'

export type MoneyCount = { money: Map<string, CertificateMoney>; faults: string[] }

const FAULTS_MAX = 50
const KINDS = {
  charged: 'chargedCents',
  refunded: 'refundedCents',
  disputed: 'disputedCents',
  fee: 'feeCents',
} as const

/** Orders that are somebody's: all of their money must be here, less what was given back on purpose. */
const OWES = new Set(['paid', 'shipped', 'delivered'])

/**
 * Adds up orders and money by currency, and holds each order against its own money and its units. `paidOrders` are
 * those with a paid claim.
 */
export function recomputeMoney(
  orders: readonly OrderLine[],
  entries: readonly MoneyLine[],
  paidOrders: ReadonlySet<string>,
): MoneyCount {
  const money = new Map<string, CertificateMoney>()
  const faults: string[] = []
  const fault = (text: string) => void (faults.length < FAULTS_MAX && faults.push(text))
  const known = new Map(orders.map((order) => [order.number, { ...order, charged: 0, refunded: 0 }]))
  if (known.size !== orders.length) fault('An order is in the file twice.')

  for (const entry of entries) {
    moneyIn(money, entry.currency)[KINDS[entry.kind]] += entry.amountCents
    const order = known.get(entry.order)
    if (!order) fault(`Money was ${entry.kind} for order ${entry.order}, which is not in the file.`)
    else if (entry.kind === 'charged' || entry.kind === 'refunded') order[entry.kind] += entry.amountCents
  }
  for (const order of known.values()) {
    const sum = moneyIn(money, order.currency)
    sum.orders += 1
    if (order.status === 'open' || order.status === 'paying') sum.openOrders += 1
    if (order.isPaid) {
      sum.paidOrders += 1
      sum.ordersCents += order.totalCents
      sum.taxCents += order.taxCents
    }
    const wrong = wrongWith(order, order.charged, order.refunded)
    if (wrong) fault(`Order ${order.number} ${wrong}.`)
    if (OWES.has(order.status) !== paidOrders.has(order.number) && !order.status.endsWith('refunded'))
      fault(
        `Order ${order.number} is ${order.status}, but its units ${paidOrders.has(order.number) ? 'are' : 'are not'} sold.`,
      )
  }
  for (const number of paidOrders)
    if (!known.has(number)) fault(`Units were sold to order ${number}, which is not in the file.`)
  return { money, faults }
}

function wrongWith(order: OrderLine, charged: number, refunded: number): string | null {
  if (order.totalCents !== order.itemsCents + order.shippingCents)
    return 'has a total that is not items and shipping'
  if (order.taxCents > order.totalCents) return 'has more tax in it than its total'
  if (refunded > charged) return `had ${refunded} given back of ${charged} charged`
  if (OWES.has(order.status) && charged - refunded !== order.totalCents)
    return `is ${order.status} with ${charged} charged and ${refunded} given back, its total is ${order.totalCents}`
  if (order.status === 'cancelled' && charged > refunded)
    return `is cancelled with ${charged - refunded} still charged`
  if ((order.status === 'open' || order.status === 'paying') && charged > 0)
    return `is ${order.status}, and ${charged} is charged`
  return null
}

function moneyIn(money: Map<string, CertificateMoney>, currency: string): CertificateMoney {
  const known = money.get(currency)
  if (known) return known
  const sum = {
    currency,
    orders: 0,
    openOrders: 0,
    paidOrders: 0,
    ordersCents: 0,
    taxCents: 0,
    chargedCents: 0,
    refundedCents: 0,
    disputedCents: 0,
    feeCents: 0,
  }
  money.set(currency, sum)
  return sum
}
