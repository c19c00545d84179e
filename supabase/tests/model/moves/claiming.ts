import fc from 'fast-check'
import { type Ask, claimStock as claimInDatabase, sql } from '../../fixtures.ts'
import type { Real } from '../real.ts'
import { type ClaimAsk, claimStock } from '../rules/claim.ts'
import { releaseClaim } from '../rules/release.ts'
import { itemsOf, type Model } from '../state.ts'
import { key, type Move, pick, plan, seldom, which } from './move.ts'

const UNKNOWN_ID = '00000000-0000-4000-8000-00000000dead'
const quantity = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(1, 1, 1, 1, 2, 2, 3) },
  { weight: 1, arbitrary: fc.constantFrom(null, 0, -1, 1001, 2 ** 31 - 1) },
)
const drawnAsk = fc.record({
  shopper: fc.oneof({ weight: 60, arbitrary: which }, { weight: 1, arbitrary: fc.constant(null) }),
  item: fc.oneof(
    { weight: 60, arbitrary: which },
    { weight: 2, arbitrary: fc.constant(-1) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  quantity,
  request: fc.oneof({ weight: 60, arbitrary: key }, { weight: 1, arbitrary: fc.constant(null) }),
  /** Sent a second time within the same batch. */
  isTwice: fc.boolean(),
})
type DrawnAsk = typeof drawnAsk extends fc.Arbitrary<infer Drawn> ? Drawn : never
export const oneAsk = fc.tuple(drawnAsk.map((ask) => ({ ...ask, isTwice: false })))
export const manyAsks = fc.array(drawnAsk, { minLength: 1, maxLength: 5 })

/**
 * What was drawn, in terms of this sale. Within one batch a request id comes twice only with the same wish: what another
 * wish under a used id is answered (it is a caller's mistake) depends on whether both are in one batch. For the same
 * reason an unknown item never comes under a used id: nobody knows in which month to look for it.
 */
export function asksOf(drawn: DrawnAsk[], model: Model, items: number[]): ClaimAsk[] {
  const asks = drawn.flatMap((one, n) => {
    const ask: ClaimAsk = {
      shopper: one.shopper === null ? null : one.shopper % model.settings.shoppers,
      item: one.item === null || one.item < 0 ? one.item : (pick(items, one.item) ?? 0),
      quantity: one.quantity,
      request: one.request,
    }
    const isUsed = drawn.slice(0, n).some((other) => other.request === one.request)
    if (one.request !== null && (isUsed || ask.item === -1)) ask.request = `${one.request} of element ${n}`
    return one.isTwice ? [ask, ask] : [ask]
  })
  return asks.slice(0, 6)
}

export function rowsOf(real: Real, asks: ClaimAsk[], kind: string): Ask[] {
  return asks.map((ask) => ({
    request: ask.request === null ? null : real.id(`${kind} ${ask.shopper} ${ask.request}`),
    shopper: ask.shopper === null ? null : (real.shoppers[ask.shopper] ?? null),
    item: ask.item === null ? null : (real.items[ask.item] ?? UNKNOWN_ID),
    quantity: ask.quantity,
  }))
}

/** As the shop does: a batch that failed because of one request id on two items at once is tried again, once. */
export async function twiceIfDoubled<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    const { code, constraint_name: constraint } = error as { code?: string; constraint_name?: string }
    if (code !== '23505' || !constraint?.includes('request')) throw error
    return call()
  }
}

export const claiming = (asks: fc.Arbitrary<DrawnAsk[]>) =>
  plan(asks, (drawn, model): Move => {
    const wanted = asksOf(drawn, model, itemsOf(model))
    return {
      text: `claim ${JSON.stringify(wanted)}`,
      apply: (state) => claimStock(state, wanted),
      async perform(real) {
        const answers = await twiceIfDoubled(() => claimInDatabase(rowsOf(real, wanted, 'claim')))
        return answers.map((answer) => ({
          outcome: answer.outcome,
          claim: answer.claim_id && `c${real.items.indexOf(answer.item_id ?? '')}.${answer.position}`,
          quantity: answer.quantity,
          status: answer.status,
          freeAfter: answer.free_after,
        }))
      },
    }
  })

export const releasing = plan(
  fc.record({ claim: which, other: seldom(which, 8) }),
  (drawn, model): Move | null => {
    const claim = pick(model.claims, drawn.claim)
    if (!claim) return null
    const shopper = drawn.other === null ? claim.shopper : drawn.other % model.settings.shoppers
    return {
      text: `release ${claim.name} as shopper ${shopper}`,
      apply: (state) => releaseClaim(state, claim.name, shopper),
      async perform(real) {
        const [row] =
          await sql`select release_claim(${real.id(claim.name)}, ${real.shoppers[shopper] ?? null}) as outcome`
        return row?.outcome
      },
    }
  },
)
