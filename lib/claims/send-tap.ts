import type { Wait } from '#lib/waits/wait.ts'
import type { SendResult } from './claim-attempt.ts'
import type { Tap } from './tap.ts'
import type { ClaimedUnits } from './tap-state.ts'

/** Longer than the server ever takes, shorter than a person's patience; the same request id is sent again after it. */
const TIMEOUT_MS = 8000

/** Posts a tap. Never rejects: no answer is a result too. No DOM in here: the service worker sends taps, too. */
export async function sendTap(tap: Tap): Promise<SendResult> {
  try {
    const response = await fetch(tap.kind === 'claim' ? '/api/claims' : '/api/waits', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ itemId: tap.itemId, quantity: tap.quantity, requestId: tap.requestId }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (response.ok) return resultOf((await response.json()) as Answer)
    const retryAfter = response.headers.get('retry-after')
    const { code = '', retryAt = null } = await readProblem(response)
    return {
      kind: 'problem',
      status: response.status,
      code,
      retryAfterSeconds: retryAfter === null ? null : Number(retryAfter) || 0,
      retryAt,
    }
  } catch {
    // Offline, cut off or timed out: nobody knows whether it arrived, and the request id makes that harmless.
    return { kind: 'no_answer' }
  }
}

type Answer = { claim: ClaimedUnits } | { wait: Wait }

function resultOf(answer: Answer): SendResult {
  return 'claim' in answer ? { kind: 'claimed', claim: answer.claim } : { kind: 'in_line', wait: answer.wait }
}

async function readProblem(response: Response): Promise<{ code?: string; retryAt?: string }> {
  try {
    return (await response.json()) as { code?: string; retryAt?: string }
  } catch {
    // A proxy's own page instead of a problem: the status alone has to do.
    return {}
  }
}
