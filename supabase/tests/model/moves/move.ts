import fc from 'fast-check'
import type { Real } from '../real.ts'
import type { Model } from '../state.ts'

/** Something done to the sale, once in the model and once in the database. Both answers must be equal. */
export type Move = {
  text: string
  apply(model: Model): unknown
  perform(real: Real): Promise<unknown>
}

/** A move that has yet to find what it is about, in the state it meets. Null when there is nothing of the kind. */
export type Plan = { aim(model: Model): Move | null; toString(): string }

/** A number that `pick` takes something by; small ones are likelier, so that moves meet each other. */
export const which = fc.nat({ max: 30 })
export const pick = <Thing>(things: Thing[], n: number): Thing | undefined => things[n % things.length]

/** An idempotency key: one of a few that come again and again, or one of its own. */
export const key = fc.oneof(
  { weight: 1, arbitrary: fc.nat({ max: 3 }).map((n) => `again${n}`) },
  { weight: 4, arbitrary: fc.noShrink(fc.nat({ max: 2 ** 30 })).map((n) => `once${n}`) },
)

/** True once in so many times. Not by a number: small and large ones would be drawn more often. */
export const rarely = (times: number): fc.Arbitrary<boolean> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) })
/** Null but once in so many times. */
export const seldom = <Drawn>(drawn: fc.Arbitrary<Drawn>, times: number): fc.Arbitrary<Drawn | null> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: drawn })

export const plan = <Drawn>(drawn: fc.Arbitrary<Drawn>, aim: (drawn: Drawn, model: Model) => Move | null) =>
  drawn.map((value): Plan => ({ aim: (model) => aim(value, model), toString: () => 'a plan' }))
