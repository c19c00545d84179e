import fc from 'fast-check'
import { openOrder as openInDatabase, sql } from '../../fixtures.ts'
import { abandonAttempt, attachIntent, openOrder } from '../rules/order.ts'
import type { Model, Order } from '../state.ts'
import { key, type Move, pick, plan, rarely, which } from './move.ts'

export const opening = plan(
  fc.record({ shopper: which, isAnybody: rarely(6), request: key }),
  (drawn, model): Move => {
    // Mostly somebody who has something to pay for.
    const holders = model.claims
      .filter((claim) => claim.status === 'held' && !claim.isOver)
      .map((claim) => claim.shopper)
    const shopper =
      (drawn.isAnybody ? undefined : pick(holders, drawn.shopper)) ?? drawn.shopper % model.settings.shoppers
    return {
      text: `open an order of shopper ${shopper}, request ${drawn.request}`,
      apply: (state) => openOrder(state, shopper, drawn.request),
      async perform(real) {
        const request = real.id(`pay ${shopper} ${drawn.request}`)
        const opened = await openInDatabase(real.shoppers[shopper] ?? '', real.sale.saleId, request)
        // A new order gets its name by being read: nothing of its shopper's can be opened in between.
        if (real.nameOf(opened.order_id) === opened.order_id) await real.read()
        return {
          outcome: opened.outcome,
          order: real.nameOf(opened.order_id),
          attempt: opened.attempt,
          totalCents: opened.total_cents === null ? null : Number(opened.total_cents),
        }
      },
    }
  },
)

/**
 * The intent an order has, or the one it would get; sometimes another, which belongs to nobody. Not while it has none: an
 * order gets one intent (decision 0004), so nothing is promised about two that ask for the same place at the same moment.
 */
export function intentOf(order: Order | undefined, isWrong: boolean): string {
  if (!order) return 'intent of nobody'
  return isWrong && order.intent !== null
    ? `another intent for ${order.name}`
    : (order.intent ?? `intent of ${order.name}`)
}

/** Which order news is about: mostly one being paid; or one declined; or any; or one that is over and may yet be paid. */
export const whose = fc.oneof(
  { weight: 6, arbitrary: fc.constant('paying' as const) },
  { weight: 1, arbitrary: fc.constant('open' as const) },
  { weight: 1, arbitrary: fc.constant('any' as const) },
  { weight: 2, arbitrary: fc.constant('late' as const) },
)
export function orderFor(
  model: Model,
  n: number,
  kind: 'paying' | 'open' | 'any' | 'late',
): Order | undefined {
  const wanted = model.orders.filter((order) => {
    if (kind === 'paying') return order.status === 'paying'
    if (kind === 'open') return order.status === 'open'
    return kind === 'any' || (order.status === 'cancelled' && order.chargedCents === 0)
  })
  return pick(wanted, n) ?? pick(model.orders, n)
}

export const attaching = plan(
  fc.record({ order: which, kind: whose, isWrong: rarely(8), isStale: rarely(8) }),
  (drawn, model): Move | null => {
    const order = orderFor(model, drawn.order, drawn.kind)
    if (!order) return null
    const intent = intentOf(order, drawn.isWrong)
    const attempt = order.attempt - (drawn.isStale ? 1 : 0)
    return {
      text: `attach ${intent}, attempt ${attempt}`,
      apply: (state) => attachIntent(state, order.name, attempt, intent),
      async perform(real) {
        try {
          await sql`select attach_intent(${real.id(order.name)}, ${attempt}, ${real.text(intent)})`
          return 'attached'
        } catch (error) {
          if ((error as { code?: string }).code !== 'ST003') throw error
          return 'ST003'
        }
      },
    }
  },
)

export const abandoning = plan(
  fc.record({ order: which, kind: whose, isStale: rarely(8) }),
  (drawn, model): Move | null => {
    const order = orderFor(model, drawn.order, drawn.kind)
    if (!order) return null
    const attempt = order.attempt - (drawn.isStale ? 1 : 0)
    return {
      text: `abandon attempt ${attempt} of ${order.name}`,
      apply: (state) => abandonAttempt(state, order.name, attempt),
      async perform(real) {
        const [row] =
          await sql`select abandon_attempt(${real.id(order.name)}, ${attempt}, 'refused') as outcome`
        return row?.outcome
      },
    }
  },
)
