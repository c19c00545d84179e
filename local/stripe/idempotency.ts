import { createHash } from 'node:crypto'
import { StripeProblem } from './problems.ts'
import type { Store, StoredAnswer } from './store.ts'

/** Stripe may forget a key after a day: https://docs.stripe.com/api/idempotent_requests */
const KEPT_MS = 24 * 60 * 60 * 1000
const KEY_MAX_LENGTH = 255

/** Everything that must be the same for a key to mean the same request. */
export function requestDigest(method: string, path: string, body: string): string {
  return createHash('sha256').update(`${method}\n${path}\n${body}`).digest('hex')
}

/** The answer already given for this key, null when it is new. Throws 400 when it was used for another request. */
export function earlierAnswer(store: Store, key: string, digest: string): StoredAnswer | null {
  if (key.length > KEY_MAX_LENGTH) {
    throw new StripeProblem(400, {
      type: 'invalid_request_error',
      message: `Idempotency keys are up to ${KEY_MAX_LENGTH} characters long.`,
    })
  }
  const answer = store.tables.answers.get(key)
  if (!answer) return null
  if (Date.now() - answer.at > KEPT_MS) {
    store.remove('answers', key)
    return null
  }
  if (answer.request === digest) return answer
  throw new StripeProblem(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  })
}

/** Requests that failed before any work are not remembered; declines, wrong states and failures of the server are. */
export function isRemembered(status: number, code: string | undefined): boolean {
  return status < 400 || status === 402 || status >= 500 || code === 'payment_intent_unexpected_state'
}
