import type { CertificateMoney } from './certificate.ts'
import type { MoneyLine, OrderLine } from './read-lines.ts'

export type MoneyCount = { money: Map<string, CertificateMoney>; faults: string[] }

const FAULTS_MAX = 50
/** Where each kind of entry is counted, and whether it adds or takes back. */
const KINDS = {
  charged: ['chargedCents', 1],
  refunded: ['refundedCents', 1],
  refund_failed: ['refundedCents', -1],
  disputed: ['disputedCents', 1],
  dispute_won: ['disputedCents', -1],
  fee: ['feeCents', 1],
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
    const [name, sign] = KINDS[entry.kind]
    moneyIn(money, entry.currency)[name] += sign * entry.amountCents
    const order = known.get(entry.order)
    if (!order) fault(`Money was ${entry.kind} for order ${entry.order}, which is not in the file.`)
    else if (name === 'chargedCents') order.charged += entry.amountCents
    else if (name === 'refundedCents') order.refunded += sign * entry.amountCents
  }
  for (const order of known.values()) {
    const sum = moneyIn(money, order.currency)
    sum.orders += 1
    sum.authorisedCents += order.authorisedCents
    if (isUnpaid(order)) sum.openOrders += 1
    if (order.isPaid) {
      sum.paidOrders += 1
      sum.ordersCents += order.totalCents
      sum.taxCents += order.taxCents
    }
    const wrong = wrongWith(order, order.charged, order.refunded)
    if (wrong) fault(`Order ${order.number} ${wrong}.`)
    const isSold = paidOrders.has(order.number)
    if (isSold ? isUnpaid(order) : OWES.has(order.status))
      fault(`Order ${order.number} is ${order.status}, but its units ${isSold ? 'are' : 'are not'} sold.`)
  }
  for (const number of paidOrders)
    if (!known.has(number)) fault(`Units were sold to order ${number}, which is not in the file.`)
  return { money, faults }
}

const isUnpaid = (order: OrderLine) => order.status === 'open' || order.status === 'paying'

function wrongWith(order: OrderLine, charged: number, refunded: number): string | null {
  if (order.totalCents !== order.itemsCents + order.shippingCents)
    return 'has a total that is not items and shipping'
  if (order.taxCents > order.totalCents) return 'has more tax in it than its total'
  if (refunded > charged) return `had ${refunded} given back of ${charged} charged`
  const there = charged + order.authorisedCents
  if (OWES.has(order.status) && there - refunded !== order.totalCents)
    return `is ${order.status} with ${there} charged or authorised and ${refunded} given back, its total is ${order.totalCents}`
  if (order.status === 'cancelled' && charged > refunded + order.refundPendingCents)
    return `is cancelled with ${charged - refunded} still charged`
  if (isUnpaid(order) && there > 0) return `is ${order.status}, and ${there} is charged or authorised`
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
    authorisedCents: 0,
    chargedCents: 0,
    refundedCents: 0,
    disputedCents: 0,
    feeCents: 0,
  }
  money.set(currency, sum)
  return sum
}
