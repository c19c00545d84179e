import fc from 'fast-check'
import { sql } from '../../fixtures.ts'
import type { Real } from '../real.ts'
import * as merchant from '../rules/merchant.ts'
import type { Model } from '../state.ts'
import { key, type Move, plan, rarely, which } from './move.ts'

const REASON = 'as the model does'
const requestOf = (real: Real, request: string) => real.id(`move ${request}`)

type SaleMove = {
  text: string
  sqlName: 'pause_sale' | 'resume_sale' | 'close_sale' | 'cancel_sale'
  apply(model: Model, request: string): string
}
const saleMove = ({ text, sqlName, apply }: SaleMove) =>
  plan(fc.record({ request: key, isAnyway: rarely(5) }), ({ request, isAnyway }, model): Move | null => {
    // Mostly only what is not so already.
    if (!isAnyway && (sqlName === 'resume_sale') !== (model.status === 'paused')) return null
    return {
      text: `${text} the sale, request ${request}`,
      apply: (state) => apply(state, request),
      async perform(real) {
        const [row] = await sql`
          select ${sql.unsafe(sqlName)}(${real.sale.saleId}, ${REASON}, ${requestOf(real, request)}) as outcome`
        return row?.outcome
      },
    }
  })
export const pausing = saleMove({ text: 'pause', sqlName: 'pause_sale', apply: merchant.pauseSale })
export const resuming = saleMove({ text: 'resume', sqlName: 'resume_sale', apply: merchant.resumeSale })
export const closing = saleMove({ text: 'close', sqlName: 'close_sale', apply: merchant.closeSale })
export const callingOff = saleMove({ text: 'cancel', sqlName: 'cancel_sale', apply: merchant.cancelSale })

export const extending = plan(
  fc.record({ request: key, isLater: fc.boolean() }),
  ({ request, isLater }): Move => ({
    text: `extend the sale to ${isLater ? 'later' : 'earlier'}, request ${request}`,
    apply: (state) => merchant.extendSale(state, isLater, request),
    async perform(real) {
      const [row] = await sql`
        select extend_sale(id, closes_at + ${isLater ? 60 : -60} * interval '1 second', ${REASON}, ${requestOf(real, request)}) as outcome
        from sales where id = ${real.sale.saleId}`
      return row?.outcome
    },
  }),
)

export const withdrawing = plan(
  fc.record({ item: which, quantity: fc.constantFrom(null, 0, 1, 1, 1, 2, 2), request: key }),
  (drawn, model): Move => {
    const item = drawn.item % model.settings.items
    return {
      text: `withdraw ${drawn.quantity ?? 'all'} of item ${item}, request ${drawn.request}`,
      apply: (state) => merchant.withdrawStock(state, item, drawn.quantity, drawn.request),
      async perform(real) {
        const [row] = await sql`
          select withdraw_stock(${real.items[item] ?? null}, ${drawn.quantity}, ${REASON}, ${requestOf(real, drawn.request)})
            as outcome`
        return row?.outcome
      },
    }
  },
)

export const restocking = plan(
  fc.record({ item: which, quantity: fc.constantFrom(0, 1, 1, 1, 2, 2, 3), request: key }),
  (drawn, model): Move => {
    const item = drawn.item % model.settings.items
    return {
      text: `restock ${drawn.quantity} of item ${item}, request ${drawn.request}`,
      apply: (state) => merchant.restock(state, item, drawn.quantity, drawn.request),
      async perform(real) {
        const [row] = await sql`
          select restock(${real.items[item] ?? null}, ${drawn.quantity}, ${REASON}, ${requestOf(real, drawn.request)}) as outcome`
        return row?.outcome
      },
    }
  },
)
