import { CLOCK_SLACK_MS, type Rule } from '../evidence.ts'
import { isWithin, openingOf } from '../opening.ts'
import { wasEver } from '../replay.ts'

/** A loser may be answered from a reading this old (lib/claims/known-refusals.ts). */
const MEMORY_MS = 250

/**
 * Promise 4: never wrongly refused. `sold_out` and `all_held` were true at some instant between sending and answer:
 * fewer units were free than asked for, and none, or some, were held.
 */
export const neverWronglyRefused: Rule = function* ({ exchanges, statesOf, atDatabase }) {
  for (const { action, asked, outcome, sentAtMs, answeredAtMs } of exchanges) {
    const code = outcome?.code
    const isAboutStock = code === 'sold_out' || code === 'all_held'
    const isAsking = action === 'claim' || action === 'join_line'
    if (!isAsking || !isAboutStock || answeredAtMs === null) continue
    const states = statesOf.get(asked.itemId ?? '') ?? []
    const wanted = asked.quantity ?? 1
    const fromMs = atDatabase(sentAtMs) - (code === 'sold_out' ? MEMORY_MS : 0) - CLOCK_SLACK_MS
    const untilMs = atDatabase(answeredAtMs) + CLOCK_SLACK_MS
    const wasTrue = wasEver(
      states,
      fromMs,
      untilMs,
      ({ free, held }) => free < wanted && (code === 'sold_out' ? held === 0 : held > 0),
    )
    if (!wasTrue)
      yield `item ${asked.itemId}: ${code} for ${wanted} was never true between ${fromMs} and ${untilMs}`
  }
}

/** `closed` and `not_open` were true at some instant between sending and answer, too. */
export const neverClosedWhileOpen: Rule = function* ({ exchanges, tables, itemById, atDatabase }) {
  const open = openingOf(tables)
  for (const { action, asked, outcome, sentAtMs, answeredAtMs } of exchanges) {
    const code = outcome?.code
    const isAsking = action === 'claim' || action === 'join_line'
    if (!isAsking || (code !== 'closed' && code !== 'not_open') || answeredAtMs === null) continue
    const spans = open.get(itemById.get(asked.itemId ?? '')?.saleId ?? '') ?? []
    const fromMs = atDatabase(sentAtMs) - MEMORY_MS - CLOCK_SLACK_MS
    const untilMs = atDatabase(answeredAtMs) + CLOCK_SLACK_MS
    const wasOpen = spans.some((span) => isWithin([span], fromMs) && isWithin([span], untilMs))
    if (wasOpen) yield `item ${asked.itemId}: ${code}, though it was open from ${fromMs} to ${untilMs}`
  }
}
