import { freeOf, lineOf, type Model, type Order, roomOf } from '../state.ts'
import { offerToLine } from './line.ts'
import { holdAgain, linesOf, releaseLines } from './order.ts'

/** What every message of the bank says: which event it is (null: a direct answer), about which intent, of which order. */
export type News = { event: string | null; intent: string; order: string | null }

/** The order of an intent; by the order's name only while that has no intent yet, which it then gets. */
function orderOf(model: Model, news: News): Order | null {
  const known = model.orders.find((order) => order.intent === news.intent)
  if (known) return known
  const named = model.orders.find((order) => order.name === news.order && order.intent === null)
  if (!named) return null
  named.intent = news.intent
  return named
}

function isNew(model: Model, event: string | null): boolean {
  if (event === null) return true
  if (model.events.includes(event)) return false
  model.events.push(event)
  return true
}

function mail(model: Model, row: string): void {
  if (!model.outbox.includes(row)) model.outbox.push(row)
}

/** Whether all units of the order are still its own, or can be taken again from what is free for everybody. */
function canHaveItsUnits(model: Model, order: Order): boolean {
  const lines = linesOf(model, order)
  if (
    lines.some(
      (claim) => (claim.status === 'paying' || claim.status === 'paid') && claim.order !== order.name,
    )
  ) {
    return false
  }
  const gone = lines.filter((claim) => claim.status === 'released')
  return [...new Set(gone.map((claim) => claim.item))].every((item) => {
    const wanted = gone.filter((claim) => claim.item === item).reduce((sum, claim) => sum + claim.quantity, 0)
    // Nobody gets past those in line, nor past their own limit, by paying late.
    const room = roomOf(model, order.shopper, item).limit
    return wanted <= room && wanted <= (lineOf(model, item).length > 0 ? 0 : freeOf(model, item))
  })
}

export function settleOrder(model: Model, news: News, cents: number): string {
  const order = orderOf(model, news)
  if (!order) return 'unknown_order'
  if (!isNew(model, news.event)) return 'duplicate'
  if (order.chargedCents > 0) return 'already_paid'
  order.chargedCents = cents
  const isRight = cents === order.totalCents
  if (isRight && canHaveItsUnits(model, order)) {
    for (const claim of linesOf(model, order)) {
      claim.status = 'paid'
      claim.order = order.name
      claim.isOver = false
      claim.lapse = 'none'
    }
    order.status = 'paid'
    mail(model, `order_mail:paid:${order.name}`)
    return 'settled'
  }
  releaseLines(model, order)
  order.status = 'cancelled'
  model.outbox.push(`refund_payment:${news.intent}`)
  return isRight ? 'refund_due' : 'amount_differs'
}

/** An attempt of null is whichever is being paid. */
export function declineOrder(model: Model, news: News, attempt: number | null): string {
  const order = orderOf(model, news)
  if (!order) return 'unknown_order'
  if (!isNew(model, news.event)) return 'duplicate'
  if (order.status !== 'paying' || (attempt !== null && attempt !== order.attempt)) return 'not_paying'
  holdAgain(model, order)
  return 'declined'
}

export function cancelOrder(model: Model, news: News): string {
  // An intent the order never knew ends alone.
  const order = orderOf(model, { ...news, order: null })
  if (!order) return 'unknown_order'
  model.deadIntents.push(news.intent)
  if (!isNew(model, news.event)) return 'duplicate'
  if (order.status === 'cancelled') return 'cancelled'
  if (order.status !== 'open' && order.status !== 'paying') return 'already_paid'
  if (order.status === 'paying') releaseLines(model, order)
  // Held again after a decline: the bag stays, it only has no order any more.
  else
    for (const claim of model.claims)
      if (claim.order === order.name && claim.status === 'held') claim.order = null
  order.status = 'cancelled'
  return 'cancelled'
}

/** All of the money is back and nothing has left: the units are sold to nobody any more, and go to those in line first. */
function putBack(model: Model, order: Order): void {
  const back = linesOf(model, order).filter(
    (claim) => claim.status === 'paid' && claim.order === order.name && !claim.isBack,
  )
  for (const claim of back) claim.isBack = true
  const items = [...new Set(back.map((claim) => claim.item))].sort((a, b) => a - b)
  offerToLine(model, items)
}

export function refundOrder(model: Model, news: News, refund: string, cents: number): string {
  const order = orderOf(model, { ...news, order: null })
  if (!order) return 'unknown_order'
  if (order.chargedCents === 0) return 'not_charged'
  if (!isNew(model, news.event)) return 'duplicate'
  if (!model.refunds.includes(refund)) {
    model.refunds.push(refund)
    order.refundedCents += cents
  }
  const part = order.status === 'cancelled' ? 'cancelled' : 'part_refunded'
  const status = order.refundedCents >= order.chargedCents ? 'refunded' : part
  if (status === 'refunded') putBack(model, order)
  mail(model, `order_mail:refunded:${refund}`)
  order.status = status
  return status
}
