import { itemsOf, type Model, phaseOf } from '../state.ts'
import { endLine, offerToLine } from './line.ts'
import { askToCancel, releaseLines } from './order.ts'
import { releaseExpired } from './release.ts'

/** The bank is asked first; only an order that never got an intent ends without its word. */
function timeOutOrders(model: Model): void {
  const late = model.orders
    .filter((order) => order.status === 'paying' && order.isOverSince !== null)
    .sort((a, b) => (a.isOverSince ?? 0) - (b.isOverSince ?? 0))
  for (const order of late) askToCancel(model, order)
  for (const order of late.filter(({ intent }) => intent === null)) {
    releaseLines(model, order)
    order.status = 'cancelled'
  }
  for (const order of model.orders.filter(({ status }) => status === 'open')) {
    const isAlive = model.claims.some(
      (c) => c.order === order.name && (c.status === 'held' || c.status === 'paying'),
    )
    if (isAlive) continue
    order.status = 'cancelled'
    askToCancel(model, order)
  }
}

export function tick(model: Model): void {
  releaseExpired(model)
  timeOutOrders(model)
  if (phaseOf(model) === 'ended') endLine(model)
  offerToLine(model, itemsOf(model))
}

/** What was let run out so far is longer ago than the hold budget remembers. */
export function forgetLapses(model: Model): void {
  for (const claim of model.claims) if (claim.lapse === 'counted') claim.lapse = 'forgotten'
}

export function linkShoppers(model: Model, shopper: number, account: number): string {
  const [from, to] = [model.people[shopper], model.people[account]]
  if (from === undefined || to === undefined) throw new Error('The model has no such shopper.')
  if (from === to) return 'already_linked'
  model.people = model.people.map((person) => (person === from ? to : person))
  return 'linked'
}
