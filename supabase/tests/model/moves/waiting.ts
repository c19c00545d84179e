import fc from 'fast-check'
import { expect } from 'vitest'
import { joinLine as joinInDatabase, type Place, sql } from '../../fixtures.ts'
import { linkShoppers } from '../rules/housekeeping.ts'
import { aheadAtMost, joinLine, leaveLine } from '../rules/line.ts'
import { itemsOf, openlyFreeOf } from '../state.ts'
import { asksOf, type manyAsks, rowsOf, twiceIfDoubled } from './claiming.ts'
import { type Move, pick, plan, seldom, which } from './move.ts'

type Row = Place & { item_id: string | null }

export const joining = (asks: typeof manyAsks) =>
  plan(asks, (drawn, model): Move => {
    // Mostly for what has to be waited for, where there is such a thing.
    const taken = itemsOf(model).filter((item) => openlyFreeOf(model, item) === 0)
    const isWorthIt = taken.length > 0 && (drawn[0]?.shopper ?? 0) % 5 !== 4
    const wanted = asksOf(drawn, model, isWorthIt ? taken : itemsOf(model))
    return {
      text: `join ${JSON.stringify(wanted)}`,
      apply: (state) =>
        joinLine(state, wanted).map(({ outcome, waits }) => ({
          outcome,
          wait: waits.length < 2 ? (waits[0] ?? null) : expect.toBeOneOf(waits),
          ahead: waits.length < 2 ? aheadAtMost(state, waits[0] ?? '') : expect.toSatisfy(() => true),
        })),
      async perform(real) {
        const places = await twiceIfDoubled(
          () => joinInDatabase(rowsOf(real, wanted, 'join')) as Promise<Row[]>,
        )
        return places.map((place) => ({
          outcome: place.outcome,
          wait: place.wait_id && `w${real.items.indexOf(place.item_id ?? '')}.${place.place}`,
          ahead: place.ahead_at_most === null ? null : Number(place.ahead_at_most),
        }))
      },
    }
  })

export const leaving = plan(
  fc.record({ wait: which, other: seldom(which, 8) }),
  (drawn, model): Move | null => {
    const wait = pick(model.waits, drawn.wait)
    if (!wait) return null
    const shopper = drawn.other === null ? wait.shopper : drawn.other % model.settings.shoppers
    return {
      text: `leave ${wait.name} as shopper ${shopper}`,
      apply: (state) => leaveLine(state, wait.name, shopper),
      async perform(real) {
        const [row] =
          await sql`select leave_line(${real.id(wait.name)}, ${real.shoppers[shopper] ?? null}) as outcome`
        return row?.outcome
      },
    }
  },
)

export const linking = plan(fc.record({ shopper: which, account: which }), (drawn, model): Move => {
  const shopper = drawn.shopper % model.settings.shoppers
  const account = drawn.account % model.settings.shoppers
  return {
    text: `link shopper ${shopper} to ${account}`,
    apply: (state) => linkShoppers(state, shopper, account),
    async perform(real) {
      const [row] = await sql`
        select link_shoppers(${real.shoppers[shopper] ?? null}, ${real.shoppers[account] ?? null}) as outcome`
      return row?.outcome
    },
  }
})
