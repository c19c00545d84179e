import type { Wait } from '#lib/waits/wait.ts'
import type { ClaimedUnits, TapRefusal, TapState } from './tap-state.ts'

export type SendResult =
  | { kind: 'no_answer' }
  | { kind: 'claimed'; claim: ClaimedUnits }
  | { kind: 'in_line'; wait: Wait }
  /** `retryAt` is ISO 8601, where the problem says from when on the answer would be another one. */
  | {
      kind: 'problem'
      status: number
      code: string
      retryAfterSeconds: number | null
      retryAt?: string | null
    }

export type Step =
  /** `isClear`: the server has surely decided about this request id. */
  | { kind: 'done'; isClear: boolean; state: TapState }
  | { kind: 'again'; why: Extract<TapState, { name: 'waiting' }>['why']; inMs: number }

const CLEAR_REFUSALS: ReadonlySet<string> = new Set([
  'sold_out',
  'all_held',
  'limit_reached',
  'closed',
  'unknown_item',
  'units_free',
  'line_full',
])

/** Clocks agree within a tenth of a second; a tap this early is sent again a few times before it is called too early. */
const NOT_OPEN_ATTEMPTS_MAX = 8
const NOT_OPEN_AGAIN_MS = 250
const PASS_ATTEMPTS_MAX = 4
const ERROR_ATTEMPTS_MAX = 6
const BACKOFF_FIRST_MS = 400
const BACKOFF_MAX_MS = 8000

/**
 * What to do about one answer to a tap. Sending the same request id again is always safe, so everything unclear is sent again;
 * `isOld` ends that. `random` is in [0, 1): with it, phones refused in the same moment do not come back in the same moment.
 */
export function nextStep(result: SendResult, attempts: number, isOld: boolean, random: number): Step {
  if (result.kind === 'claimed' && result.claim.status === 'released') return refused('ran_out')
  if (result.kind === 'claimed')
    return { kind: 'done', isClear: true, state: { name: 'claimed', claim: result.claim } }
  if (result.kind === 'in_line')
    return { kind: 'done', isClear: true, state: { name: 'in_line', wait: result.wait } }
  if (result.kind === 'problem' && CLEAR_REFUSALS.has(result.code))
    return refused(result.code as TapRefusal, true, result.retryAt)
  if (isOld) return refused('gave_up', false)
  if (result.kind === 'no_answer')
    return { kind: 'again', why: 'no_network', inMs: backoffMs(attempts, random) }

  const waitMs = result.retryAfterSeconds === null ? 0 : result.retryAfterSeconds * 1000
  if (result.status === 429 || result.status === 503) {
    return { kind: 'again', why: 'busy', inMs: Math.max(waitMs, 200) * (1 + random / 2) }
  }
  if (result.code === 'not_open') {
    if (attempts >= NOT_OPEN_ATTEMPTS_MAX) return refused('not_open')
    return { kind: 'again', why: 'not_open_yet', inMs: NOT_OPEN_AGAIN_MS * (1 + random) }
  }
  if (result.status === 401) {
    if (attempts >= PASS_ATTEMPTS_MAX) return refused('gave_up', false)
    return { kind: 'again', why: 'renewing_pass', inMs: attempts === 1 ? 0 : backoffMs(attempts, random) }
  }
  if (result.status >= 500) {
    if (attempts >= ERROR_ATTEMPTS_MAX) return refused('gave_up', false)
    return { kind: 'again', why: 'busy', inMs: backoffMs(attempts, random) }
  }
  return refused('not_understood')
}

function refused(code: TapRefusal, isClear = true, retryAt: string | null = null): Step {
  return { kind: 'done', isClear, state: { name: 'refused', code, retryAt } }
}

function backoffMs(attempts: number, random: number): number {
  return Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** (attempts - 1)) * (0.5 + random / 2)
}
