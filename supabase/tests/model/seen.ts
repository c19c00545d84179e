import fc from 'fast-check'
import { anyPlan } from './moves/all.ts'
import { anySettings } from './property.ts'
import { newModel } from './state.ts'

/** Every answer in the headers of the functions, except those about ids, roles and contacts that are tested elsewhere. */
export const everyOutcome: Record<string, string[]> = {
  claim: [
    ...['all_held', 'budget_spent', 'claimed', 'closed', 'invalid', 'limit_reached', 'not_open', 'repeated'],
    ...['sold_out', 'unknown_item'],
  ],
  release: ['already_released', 'not_held', 'released', 'unknown_claim'],
  join: [
    ...['closed', 'invalid', 'limit_reached', 'line_full', 'not_open', 'repeated', 'sold_out', 'units_free'],
    ...['unknown_item', 'waiting'],
  ],
  leave: ['already_over', 'left', 'unknown_wait'],
  link: ['already_linked', 'linked'],
  open: ['in_progress', 'nothing_held', 'opened', 'repeated'],
  attach: ['ST003', 'attached'],
  abandon: ['abandoned', 'has_intent', 'not_paying'],
  settle: ['already_paid', 'amount_differs', 'duplicate', 'refund_due', 'settled', 'unknown_order'],
  decline: ['declined', 'duplicate', 'not_paying', 'unknown_order'],
  cancel: ['already_paid', 'cancelled', 'duplicate', 'ended', 'unknown_order'],
  refund: ['cancelled', 'duplicate', 'not_charged', 'part_refunded', 'refunded', 'unknown_order'],
  pause: ['already_paused', 'ended', 'paused', 'repeated'],
  resume: ['ended', 'not_paused', 'repeated', 'resumed'],
  extend: ['ended', 'extended', 'not_later', 'repeated'],
  close: ['closed', 'ended'],
  withdraw: ['invalid', 'not_enough_free', 'repeated', 'withdrawn'],
  restock: ['ended', 'invalid', 'repeated', 'restocked'],
  'state of a claim': ['held', 'paid', 'paying', 'released'],
  'state of a wait': ['lapsed', 'left', 'offered', 'over', 'taken', 'waiting'],
  'state of an order': ['cancelled', 'open', 'paid', 'part_refunded', 'paying', 'refunded'],
}

/** What the moves do to the model alone, without a database: a machine that never gets anywhere proves nothing. */
export function everythingSeen(of: { seed: number; runs: number; moves: number }): Record<string, string[]> {
  const seen = new Map<string, Set<string>>()
  const see = (what: string, word: string) => seen.set(what, (seen.get(what) ?? new Set()).add(word))
  const stories = fc.tuple(
    anySettings,
    fc.array(anyPlan, { minLength: of.moves, maxLength: of.moves, size: 'max' }),
  )
  for (const [settings, plans] of fc.sample(stories, { seed: of.seed, numRuns: of.runs })) {
    const model = newModel(settings)
    for (const plan of plans) {
      const move = plan.aim(model)
      const answer = move?.apply(model)
      const kind = move?.text.split(' ')[0] ?? ''
      for (const one of [answer].flat()) {
        const word = typeof one === 'string' ? one : (one as { outcome?: string } | undefined)?.outcome
        if (word && everyOutcome[kind]?.includes(word)) see(kind, word)
      }
    }
    for (const { status } of model.claims) see('state of a claim', status)
    for (const { status } of model.waits) see('state of a wait', status)
    for (const { status } of model.orders) see('state of an order', status)
  }
  return Object.fromEntries([...seen].map(([what, words]) => [what, [...words].sort()]))
}
