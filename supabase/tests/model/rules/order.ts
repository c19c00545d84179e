import { claimNamed, type Model, type Order, PRICE_CENTS, SHIPPING_CENTS } from '../state.ts'
import { release } from './release.ts'

export type OpenAnswer = {
  outcome: string
  order: string | null
  attempt: number | null
  totalCents: number | null
}

export function orderNamed(model: Model, name: string): Order {
  const order = model.orders.find((one) => one.name === name)
  if (!order) throw new Error(`The model has no order ${name}.`)
  return order
}

export const linesOf = (model: Model, order: Order) => order.lines.map((name) => claimNamed(model, name))

/** The tap on pay: all that the shopper holds in time becomes an order being paid. */
export function openOrder(model: Model, shopper: number, request: string): OpenAnswer {
  const known = model.attempts.find((one) => one.shopper === shopper && one.request === request)
  if (known) {
    const { totalCents } = orderNamed(model, known.order)
    return { outcome: 'repeated', order: known.order, attempt: known.attempt, totalCents }
  }
  const theirs = model.orders.filter((one) => one.shopper === shopper)
  let order = theirs.find((one) => one.status === 'open' || one.status === 'paying')
  const answer = (outcome: string, of?: Order): OpenAnswer => ({
    outcome,
    order: of?.name ?? null,
    attempt: of?.attempt ?? null,
    totalCents: of?.totalCents ?? null,
  })
  if (order?.status === 'paying') return answer('in_progress', order)
  const bag = model.claims.filter((one) => one.shopper === shopper && one.status === 'held' && !one.isOver)
  if (bag.length === 0 || model.status === 'cancelled') return answer('nothing_held')
  if (order && order.attempt >= 20) return answer('too_many_attempts', order)
  if (!order) {
    order = {
      name: `o${shopper}.${theirs.length}`,
      shopper,
      status: 'open',
      attempt: 0,
      intent: null,
      lines: [],
      totalCents: 0,
      chargedCents: 0,
      refundedCents: 0,
      isOverSince: null,
    }
    model.orders.push(order)
  }
  const units = bag.reduce((sum, claim) => sum + claim.quantity, 0)
  order.status = 'paying'
  order.attempt += 1
  order.isOverSince = null
  order.lines = bag.map((claim) => claim.name)
  order.totalCents = units * PRICE_CENTS + SHIPPING_CENTS
  for (const claim of bag) {
    claim.status = 'paying'
    claim.order = order.name
    const wait = model.waits.find((one) => one.claim === claim.name)
    if (wait?.status === 'offered') wait.status = 'taken'
  }
  model.attempts.push({ shopper, request, order: order.name, attempt: order.attempt })
  return answer('opened', order)
}

/** `ST003`: this intent must not be confirmed. */
export function attachIntent(
  model: Model,
  name: string,
  attempt: number,
  intent: string,
): 'attached' | 'ST003' {
  const order = orderNamed(model, name)
  const isFree = order.intent === null || order.intent === intent
  if (order.status !== 'paying' || order.attempt !== attempt || !isFree || model.status === 'cancelled') {
    return 'ST003'
  }
  order.intent = intent
  return 'attached'
}

/** Another card may be tried: what was being paid is held again, with time. */
export function holdAgain(model: Model, order: Order): void {
  for (const claim of linesOf(model, order)) if (claim.status === 'paying') claim.status = 'held'
  order.status = 'open'
  order.isOverSince = null
}

export function abandonAttempt(model: Model, name: string, attempt: number): string {
  const order = orderNamed(model, name)
  if (order.status !== 'paying' || order.attempt !== attempt) return 'not_paying'
  if (order.intent !== null) return 'has_intent'
  holdAgain(model, order)
  return 'abandoned'
}

export function releaseLines(model: Model, order: Order): void {
  const live = linesOf(model, order).filter((claim) => claim.status === 'held' || claim.status === 'paying')
  release(model, live, 'ended')
}

export function askToCancel(model: Model, order: Order): void {
  const row = `cancel_intent:${order.name}:${order.attempt}`
  if (order.intent !== null && !model.outbox.includes(row)) model.outbox.push(row)
}
