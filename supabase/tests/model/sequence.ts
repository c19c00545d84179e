import type fc from 'fast-check'
import { expect } from 'vitest'
import type { Plan } from './moves/move.ts'
import type { Real } from './real.ts'
import type { Model } from './state.ts'
import { viewOf } from './view.ts'

/** One step: the model says what must happen, the database does it, and afterwards both are looked over, all of it. */
export class Step implements fc.AsyncCommand<Model, Real> {
  readonly plan: Plan
  text = 'nothing of the kind there'

  constructor(plan: Plan) {
    this.plan = plan
  }

  check(model: Readonly<Model>): boolean {
    return this.plan.aim(model) !== null
  }

  async run(model: Model, real: Real): Promise<void> {
    const move = this.plan.aim(model)
    if (!move) return
    this.text = move.text
    const expected = move.apply(model)
    expect(await move.perform(real), `the answer to: ${move.text}`).toEqual(expected)
    expect(await real.read(), `the sale after: ${move.text}`).toEqual(viewOf(model))
  }

  toString(): string {
    return this.text
  }
}
