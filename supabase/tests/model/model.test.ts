import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sql } from '../fixtures.ts'
import { anyPlan } from './moves/all.ts'
import { anySettings, assertParameters, REPLAY_PATH, TEST_TIMEOUT_MS } from './property.ts'
import { makeReal, type Real } from './real.ts'
import { everyOutcome, everythingSeen } from './seen.ts'
import { Step } from './sequence.ts'
import { newModel } from './state.ts'
import { anyRound, playRound } from './together.ts'

test(
  'the moves reach every answer there is, and every end of a claim, a wait and an order',
  () => {
    expect(everythingSeen({ seed: 1, runs: 1000, moves: 60 })).toEqual(everyOutcome)
  },
  TEST_TIMEOUT_MS,
)

/** So that the housekeeping of later runs has nothing to do with this one. */
async function putAway(real: Real | undefined): Promise<void> {
  if (!real) return
  await sql`
    update sales set opens_at = now() - interval '3 days', closes_at = now() - interval '2 days'
    where id = ${real.sale.saleId}`
  await sql`
    update claims set expires_at = now() - interval '2 seconds' where sale_id = ${real.sale.saleId} and status = 'held'`
  await sql`select tick()`
}

test(
  'whatever is done to a sale, in whatever order, it answers and counts as the model does',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        anySettings,
        fc.commands([anyPlan.map((plan) => new Step(plan))], {
          maxCommands: 80,
          size: 'max',
          ...(REPLAY_PATH ? { replayPath: REPLAY_PATH } : {}),
        }),
        async (settings, steps) => {
          let real: Real | undefined
          const setup = async () => {
            real = await makeReal(settings)
            return { model: newModel(settings), real }
          }
          try {
            await fc.asyncModelRun(setup, steps)
          } finally {
            await putAway(real)
          }
        },
      ),
      assertParameters(40),
    )
  },
  TEST_TIMEOUT_MS,
)

test(
  'what is done at the same moment has happened one after the other, in some order',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        anySettings,
        fc.array(anyRound, { minLength: 1, maxLength: 6 }),
        async (drawn, rounds) => {
          // The hold budget spans items, whose locks do not: over several items it is kept only one request at a time.
          const settings = drawn.items > 1 ? { ...drawn, lapsesForgiven: 1000 } : drawn
          const real = await makeReal(settings)
          const done: string[] = []
          try {
            let model = newModel(settings)
            for (const round of rounds) model = await playRound(model, real, round, done)
          } catch (error) {
            throw new Error(`What was done:\n${done.join('\n')}`, { cause: error })
          } finally {
            await putAway(real)
          }
        },
      ),
      assertParameters(80),
    )
  },
  TEST_TIMEOUT_MS,
)
