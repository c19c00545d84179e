import type { Rule } from '../evidence.ts'

export const ANSWER_LIMIT_MS = 10_000

/** Nobody hangs: whatever was killed, every request was answered or failed in time. */
export const everybodyAnswered: Rule = function* ({ exchanges }) {
  for (const { id, who, where, action, sentAtMs, answeredAtMs } of exchanges) {
    const tookMs = answeredAtMs === null ? Infinity : answeredAtMs - sentAtMs
    if (tookMs > ANSWER_LIMIT_MS)
      yield `request ${id} (${action} of ${who} at ${where}) had no answer for ${tookMs} ms`
  }
}

/** A deadlock, which the fixed order of locks rules out. */
const DEADLOCK = '40P01'

/** What is our mistake is nobody else's: no fault of the world around may bring out a 500 or a deadlock. */
export const noInternalErrors: Rule = function* ({ exchanges }) {
  for (const { id, who, where, action, outcome } of exchanges) {
    if (outcome?.status === 500 || outcome?.code === DEADLOCK)
      yield `request ${id} (${action} of ${who} at ${where}) was answered ${outcome.status} ${outcome.code}`
  }
}
