import type { Exchange } from '../../history/history.ts'
import { CLOCK_SLACK_MS, type Rule } from '../evidence.ts'

/** Refusals that would contradict an earlier yes to the same request id. Others (429, 503) decide nothing. */
const DECIDED = new Set([
  'sold_out',
  'all_held',
  'limit_reached',
  'not_open',
  'closed',
  'unknown_item',
  'invalid',
])

/** Promise 2: never lost. What was acknowledged is there, as it was acknowledged. */
export const neverLost: Rule = function* ({ exchanges, claimById, tables }) {
  const released = new Set(
    tables.movements.filter((one) => one.kind === 'released').map((one) => one.claimId),
  )
  for (const { action, asked, who, outcome } of exchanges) {
    if (outcome?.type !== 'ok') continue
    if (action === 'release' && asked.claimId && !released.has(asked.claimId))
      yield `claim ${asked.claimId} was said to be released and never was`
    if (action !== 'claim') continue
    const answered = outcome.claim
    const stored = answered && claimById.get(answered.id)
    if (!stored) {
      yield `claim ${answered?.id} was acknowledged to ${who} and does not exist`
      continue
    }
    const isSame =
      stored.shopperId === who &&
      stored.requestId === asked.requestId &&
      stored.itemId === asked.itemId &&
      stored.quantity === asked.quantity &&
      answered.itemId === stored.itemId &&
      answered.quantity === stored.quantity &&
      answered.position === stored.position
    if (!isSame) yield `claim ${stored.id} is not what ${who} asked for and was told`
  }
}

/** The same for places in line: one that was given is there, one that was left is no longer served. */
export const placesKept: Rule = function* ({ exchanges, tables }) {
  const waitById = new Map(tables.waits.map((wait) => [wait.id, wait]))
  for (const { action, asked, who, outcome } of exchanges) {
    if (outcome?.type !== 'ok') continue
    if (action === 'leave_line') {
      const left = waitById.get(asked.waitId ?? '')
      if (!left || left.endedAtMs === null)
        yield `place ${asked.waitId} was said to be left and is ${left?.status}`
    }
    if (action !== 'join_line') continue
    const answered = outcome.wait
    const stored = answered && waitById.get(answered.id)
    const isSame =
      stored?.shopperId === who &&
      stored.itemId === asked.itemId &&
      stored.itemId === answered?.itemId &&
      stored.quantity === answered.quantity &&
      stored.place === answered.place
    if (!isSame) yield `place ${answered?.id} was given to ${who} and is not there as it was given`
  }
}

/** Promise 3: never twice. One request id of one shopper is one claim, in every answer and in the table. */
export const neverTwice: Rule = function* ({ exchanges, tables }) {
  const keyOf = (shopper: string, requestId: string | undefined) => `${shopper} ${requestId}`
  const stored = Map.groupBy(tables.claims, (claim) => keyOf(claim.shopperId, claim.requestId))
  for (const [key, claims] of stored) {
    if (claims.length > 1) yield `${claims.length} claims for one request of ${key}`
  }
  const sent = Map.groupBy(
    exchanges.filter((exchange) => exchange.action === 'claim'),
    (exchange) => keyOf(exchange.who, exchange.asked.requestId),
  )
  for (const [key, attempts] of sent) {
    const named = new Set(attempts.flatMap(({ outcome }) => outcome?.claim?.id ?? []))
    if (named.size > 1) yield `the answers to one request of ${key} name ${named.size} claims`
    yield* noAfterYes(key, attempts)
  }
  // And nobody got what was never asked for. An offer to somebody in line is asked for by its wait.
  const offered = new Set(tables.waits.map((wait) => wait.claimId))
  for (const claim of tables.claims) {
    const wasAsked = sent.has(keyOf(claim.shopperId, claim.requestId)) || offered.has(claim.id)
    if (!wasAsked) yield `claim ${claim.id} of ${claim.shopperId} was never asked for`
  }
}

/** After a yes has arrived, sending the same request again must not be answered by a no. */
function* noAfterYes(key: string, attempts: readonly Exchange[]): Iterable<string> {
  const yesMs = Math.min(
    ...attempts.map(({ outcome, answeredAtMs }) =>
      outcome?.type === 'ok' ? (answeredAtMs ?? Infinity) : Infinity,
    ),
  )
  for (const { outcome, sentAtMs } of attempts) {
    if (outcome?.type === 'fail' && DECIDED.has(outcome.code) && sentAtMs > yesMs + CLOCK_SLACK_MS)
      yield `a request of ${key} was answered yes, and sent again ${outcome.code}`
  }
}
