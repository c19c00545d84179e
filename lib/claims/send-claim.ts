import type { SendResult } from './claim-attempt.ts'
import type { Tap } from './claim-outbox.ts'
import type { MyClaims } from './my-claims.ts'
import type { ClaimedUnits } from './tap-state.ts'

/** Longer than the server ever takes, shorter than a person's patience; the same request id is sent again after it. */
const TIMEOUT_MS = 8000

/** Sends one tap and puts the claim it got into the list of one's own. Never rejects: no answer is a result too. */
export async function sendClaim(tap: Tap, mine: MyClaims): Promise<SendResult> {
  try {
    const response = await fetch('/api/claims', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ itemId: tap.itemId, quantity: tap.quantity, requestId: tap.requestId }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (response.ok) return claimed(((await response.json()) as { claim: ClaimedUnits }).claim, tap, mine)
    const retryAfter = response.headers.get('retry-after')
    return {
      kind: 'problem',
      status: response.status,
      code: await problemCode(response),
      retryAfterSeconds: retryAfter === null ? null : Number(retryAfter) || 0,
    }
  } catch {
    // Offline, cut off or timed out: nobody knows whether it arrived, and the request id makes that harmless.
    return { kind: 'no_answer' }
  }
}

function claimed(claim: ClaimedUnits, tap: Tap, mine: MyClaims): SendResult {
  const { status } = claim
  if (status !== 'released') {
    mine.add({ ...claim, status, saleId: '', saleSlug: tap.saleSlug, orderId: null })
    void mine.read()
  }
  return { kind: 'claimed', claim }
}

async function problemCode(response: Response): Promise<string> {
  try {
    return ((await response.json()) as { code?: string }).code ?? ''
  } catch {
    // A proxy's own page instead of a problem: the status alone has to do.
    return ''
  }
}
