import fc from 'fast-check'
import { settle, sql } from '../../fixtures.ts'
import type { Real } from '../real.ts'
import { cancelOrder, declineOrder, type News, refundOrder, settleOrder } from '../rules/bank.ts'
import type { Model } from '../state.ts'
import { key, type Move, pick, plan, rarely, which } from './move.ts'
import { intentOf, orderFor, whose } from './paying.ts'

const drawnNews = {
  order: which,
  kind: whose,
  isWrongIntent: rarely(8),
  namesOrder: fc.boolean(),
  event: fc.option(key, { freq: 4 }),
  /** Delivered before, for this or for another order. */
  isAgain: rarely(5),
}
type DrawnNews = {
  order: number
  kind: 'paying' | 'open' | 'any' | 'late'
  isWrongIntent: boolean
  namesOrder: boolean
  event: string | null
  isAgain: boolean
}

/** Null, mostly, where there is no order that there could be news of. */
function newsOf(drawn: DrawnNews, model: Model): News | null {
  const order = orderFor(model, drawn.order, drawn.kind)
  if (!order && !drawn.isWrongIntent) return null
  // Without its name nobody finds an order that has no intent yet; that is tried by wrong intents often enough.
  const isUnattached = order?.intent === null && !drawn.isWrongIntent
  return {
    event: (drawn.isAgain ? model.events.at(-1) : undefined) ?? drawn.event,
    intent: intentOf(order, drawn.isWrongIntent),
    order: drawn.namesOrder || isUnattached ? (order?.name ?? null) : null,
  }
}
const eventOf = (real: Real, news: News) => news.event && real.text(news.event)
const orderOf = (real: Real, news: News) => news.order && real.id(news.order)
const say = (news: News) => `${news.intent} (order ${news.order}, event ${news.event})`

export const settling = plan(
  fc.record({ ...drawnNews, isWrongAmount: rarely(8) }),
  (drawn, model): Move | null => {
    const news = newsOf(drawn, model)
    if (!news) return null
    const order = orderFor(model, drawn.order, drawn.kind)
    // The bank does not take back its word that a payment is dead.
    if (model.deadIntents.includes(news.intent) && !order?.chargedCents) return null
    const cents = (order?.totalCents ?? 0) + (drawn.isWrongAmount || !order?.totalCents ? 1 : 0)
    return {
      text: `settle ${say(news)}, ${cents} cents`,
      apply: (state) => settleOrder(state, news, cents),
      perform: (real) => settle(real.text(news.intent), cents, eventOf(real, news), orderOf(real, news)),
    }
  },
)

export const declining = plan(
  fc.record({ ...drawnNews, attempt: fc.constantFrom('this', 'this', 'before', 'any') }),
  (drawn, model): Move | null => {
    const news = newsOf(drawn, model)
    if (!news) return null
    const now = orderFor(model, drawn.order, drawn.kind)?.attempt ?? 1
    const attempt = { this: now, before: now - 1, any: null }[drawn.attempt] ?? null
    return {
      text: `decline ${say(news)}, attempt ${attempt}`,
      apply: (state) => declineOrder(state, news, attempt),
      async perform(real) {
        const [row] = await sql`
          select decline_order(${eventOf(real, news)}, 'payment_intent.payment_failed', ${real.text(news.intent)}, 'declined',
            ${orderOf(real, news)}, ${attempt}) as outcome`
        return row?.outcome
      },
    }
  },
)

export const cancelling = plan(fc.record(drawnNews), (drawn, model): Move | null => {
  const news = newsOf(drawn, model)
  if (!news) return null
  return {
    text: `cancel ${say(news)}`,
    apply: (state) => cancelOrder(state, news),
    async perform(real) {
      const [row] = await sql`
        select cancel_order(${eventOf(real, news)}, 'payment_intent.canceled', ${real.text(news.intent)}, 'cancelled',
          ${orderOf(real, news)}) as outcome`
      return row?.outcome
    },
  }
})

export const refunding = plan(
  fc.record({ order: which, isAll: fc.boolean(), refund: which, event: fc.option(key, { freq: 4 }) }),
  (drawn, model): Move | null => {
    // An order without a charge is asked too; money is never given back twice.
    const charged = model.orders.filter((one) => one.chargedCents > 0)
    const order = pick(charged, drawn.order) ?? pick(model.orders, drawn.order)
    if (!order) return null
    const refund = `refund ${drawn.refund % 4} of ${order.name}`
    const left = order.chargedCents - order.refundedCents
    if (order.chargedCents > 0 && left < 2 && !model.refunds.includes(refund)) return null
    const cents = Math.max(drawn.isAll ? left : Math.floor(left / 2), 1)
    const news = { event: drawn.event, intent: order.intent ?? `intent of ${order.name}`, order: null }
    return {
      text: `refund ${cents} cents of ${say(news)} as ${refund}`,
      apply: (state) => refundOrder(state, news, refund, cents),
      async perform(real) {
        const [row] = await sql`
          select refund_order(${eventOf(real, news)}, 'refund.created', ${real.text(news.intent)}, ${real.text(refund)}, ${cents})
            as outcome`
        return row?.outcome
      },
    }
  },
)
