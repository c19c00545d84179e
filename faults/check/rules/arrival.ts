import type { Exchange } from '../../history/history.ts'
import type { Rule } from '../evidence.ts'

/** Promise 5: first come, first served per item. Positions have no gaps and respect real time. */
export const firstComeFirstServed: Rule = function* ({ exchanges, tables }) {
  for (const [itemId, claims] of Map.groupBy(tables.claims, (claim) => claim.itemId)) {
    yield* gaps(
      `item ${itemId}: position`,
      claims.map((claim) => claim.position),
    )
  }
  for (const [itemId, waits] of Map.groupBy(tables.waits, (wait) => wait.itemId)) {
    yield* gaps(
      `item ${itemId}: place`,
      waits.map((wait) => wait.place),
    )
  }
  yield* realTime(exchanges, 'claim', ({ outcome }) => outcome?.claim?.position)
  yield* realTime(exchanges, 'join_line', ({ outcome }) => outcome?.wait?.place)
}

function* gaps(what: string, numbers: readonly number[]): Iterable<string> {
  const sorted = numbers.toSorted((a, b) => a - b)
  for (const [index, number] of sorted.entries()) {
    if (number !== index + 1) {
      yield `${what} ${index + 1} is missing, or ${number} was given twice`
      return
    }
  }
}

type Served = { number: number; firstSentMs: number; firstAnsweredMs: number; who: string }

/**
 * If one shopper had their answer before another sent theirs for the first time, the first one is ahead. Of what
 * overlaps in time nothing is said: there the server's order is the order.
 */
function* realTime(
  exchanges: readonly Exchange[],
  action: 'claim' | 'join_line',
  numberOf: (exchange: Exchange) => number | undefined,
): Iterable<string> {
  const asking = exchanges.filter((exchange) => exchange.action === action)
  for (const [itemId, own] of Map.groupBy(asking, (exchange) => exchange.asked.itemId)) {
    // A place in line is a shopper's whatever request named it; a claim is its request's.
    const attempts = Map.groupBy(own, ({ who, asked }) =>
      action === 'claim' ? `${who} ${asked.requestId}` : who,
    )
    const served = [...attempts.values()].flatMap((group) => servedBy(group, numberOf))
    const byAnswer = served.toSorted((a, b) => a.firstAnsweredMs - b.firstAnsweredMs)
    let next = 0
    let ahead: Served | undefined
    for (const later of served.toSorted((a, b) => a.firstSentMs - b.firstSentMs)) {
      // `ahead`: of all who had their answer before this one was sent, the one with the highest number.
      for (let earlier = byAnswer[next]; earlier; earlier = byAnswer[next]) {
        if (earlier.firstAnsweredMs >= later.firstSentMs) break
        if (!ahead || earlier.number > ahead.number) ahead = earlier
        next += 1
      }
      if (ahead && ahead.number >= later.number)
        yield `item ${itemId}: ${action} of ${later.who} got ${later.number} after ${ahead.who} had been told ${ahead.number}`
    }
  }
}

/** Every number these attempts were given, from the first of them that may have brought it about. */
function servedBy(
  attempts: readonly Exchange[],
  numberOf: (exchange: Exchange) => number | undefined,
): Served[] {
  const numbers = new Set(attempts.flatMap((one) => numberOf(one) ?? []))
  return [...numbers].map((number) => {
    const naming = attempts.filter((one) => numberOf(one) === number)
    const unclear = attempts.filter((one) => numberOf(one) === undefined && one.outcome?.type !== 'fail')
    return {
      number,
      who: attempts[0]?.who ?? '',
      firstSentMs: Math.min(...[...naming, ...unclear].map((one) => one.sentAtMs)),
      firstAnsweredMs: Math.min(...naming.map((one) => one.answeredAtMs ?? Infinity)),
    }
  })
}
