import fc from 'fast-check'
import { expect } from 'vitest'
import { sql } from '../fixtures.ts'
import { preparingPlan, simultaneousPlans } from './moves/all.ts'
import { type Move, type Plan, pick, which } from './moves/move.ts'
import type { Real } from './real.ts'
import { tick } from './rules/housekeeping.ts'
import { Step } from './sequence.ts'
import type { Model } from './state.ts'
import { type View, viewOf } from './view.ts'

/** Which rows are locked while the moves arrive, so that all of them have begun before any of them can go on. */
const gates = ['none', 'items', 'claims', 'orders', 'sale'] as const
type Gate = (typeof gates)[number]
export type Round = {
  before: Plan[]
  together: Plan[]
  gate: Gate
  /** Which claim it is all about, with its shopper's orders and its item's line; null for any. */
  focus: number | null
}

export const anyRound: fc.Arbitrary<Round> = fc.record({
  before: fc.array(preparingPlan, { maxLength: 8, size: 'max' }),
  together: simultaneousPlans,
  gate: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Gate>('items') },
    { weight: 5, arbitrary: fc.constantFrom<Gate>(...gates) },
  ),
  focus: fc.option(which, { freq: 4 }),
})

/** The model as somebody sees it who looks at one claim only. Moves are aimed in it, and done in all of it. */
function focusOn(model: Model, focus: number | null): Model {
  const live = model.claims.filter((claim) => claim.status === 'held' || claim.status === 'paying')
  const claim = focus === null ? undefined : (pick(live, focus) ?? pick(model.claims, focus))
  if (!claim) return model
  return {
    ...model,
    claims: [claim],
    orders: model.orders.filter((order) => order.shopper === claim.shopper),
    waits: model.waits.filter((wait) => wait.item === claim.item),
  }
}

const MAX_LOOKS = 200
const lockOf = (gate: Gate, real: Real) =>
  ({
    none: sql`select 1`,
    items: sql`select 1 from sale_items where sale_id = ${real.sale.saleId} order by id for update`,
    claims: sql`select 1 from claims where item_id = any (${real.items}::uuid[]) order by id for update`,
    orders: sql`select 1 from orders where sale_id = ${real.sale.saleId} order by id for update`,
    sale: sql`select 1 from sales where id = ${real.sale.saleId} for update`,
  })[gate]

/** Performs all at once, each on a connection of its own. Answers come in the order of `moves`. */
async function performTogether(real: Real, moves: Move[], gate: Gate): Promise<unknown[]> {
  let answered = 0
  let answers: Promise<unknown[]> | undefined
  await sql.begin(async (tx) => {
    await tx`${lockOf(gate, real)}`
    answers = Promise.all(
      moves.map((move) =>
        move.perform(real).finally(() => {
          answered += 1
        }),
      ),
    )
    // Whoever is listening only after the gate has opened: a failure before that is not unheard.
    answers.catch(() => undefined)
    for (let look = 0; gate !== 'none' && look < MAX_LOOKS; look++) {
      const [row] = await sql`
        select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and wait_event_type = 'Lock'`
      if (row?.waiting + answered >= moves.length) break
    }
  })
  return (await answers) ?? []
}

function permutationsOf<Thing>(things: Thing[]): Thing[][] {
  if (things.length < 2) return [things]
  return things.flatMap((first, n) =>
    permutationsOf([...things.slice(0, n), ...things.slice(n + 1)]).map((rest) => [first, ...rest]),
  )
}

type Story = { model: Model; answers: unknown[]; view: View }

const isHousekeeping = (move: Move) => move.text === 'tick'

/**
 * Every order in which the moves may have happened. Housekeeping skips what is locked, so it may also not have happened; what
 * it left is done before the sale is looked at.
 */
function storiesOf(model: Model, moves: Move[]): Story[] {
  const numbered = moves.map((move, n) => ({ move, n }))
  const housekeeping = numbered.filter(({ move }) => isHousekeeping(move))
  const chosen =
    housekeeping.length > 0 ? [numbered, numbered.filter((one) => !housekeeping.includes(one))] : [numbered]
  return chosen.flatMap(permutationsOf).map((order) => {
    const state = structuredClone(model)
    const answers: unknown[] = moves.map(() => undefined)
    for (const { move, n } of order) answers[n] = move.apply(state)
    if (housekeeping.length > 0) tick(state)
    return {
      text: order.map(({ move }) => move.text).join('; then '),
      model: state,
      answers,
      view: viewOf(state),
    }
  })
}

function isTold(story: Story, answers: unknown[], view: View): boolean {
  try {
    expect({ answers, view }).toEqual({ answers: story.answers, view: story.view })
    return true
  } catch (error) {
    // Only a difference is an answer to the question; anything else is a fault of this test.
    if ((error as Error).name !== 'AssertionError') throw error
    return false
  }
}

/**
 * Answers the state of a model that tells the same as the database, or fails where no order of the moves explains what it
 * says. What was done is added to `done`, to be printed.
 */
export async function playRound(model: Model, real: Real, round: Round, done: string[]): Promise<Model> {
  for (const plan of round.before) {
    const step = new Step(plan)
    if (!step.check(model)) continue
    await step.run(model, real).finally(() => done.push(step.text))
  }
  const moves = round.together
    .map((plan) => plan.aim(focusOn(model, round.focus)))
    .filter((move) => move !== null)
  done.push(`at once, gate ${round.gate}: ${moves.map((move) => move.text).join(' | ')}`)
  const stories = storiesOf(model, moves)
  const answers = await performTogether(real, moves, round.gate)
  if (moves.some(isHousekeeping)) await sql`select tick()`
  const view = await real.read()
  const told = stories.find((story) => isTold(story, answers, view))
  if (told) return told.model
  // The first order stands for all of them: what was seen beside what that one tells.
  expect({ answers, view }, 'no order explains it').toEqual({
    answers: stories[0]?.answers,
    view: stories[0]?.view,
  })
  return model
}
