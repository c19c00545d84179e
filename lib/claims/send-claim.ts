import type { SendResult } from './claim-attempt.ts'
import type { Tap } from './claim-outbox.ts'
import type { MyClaims } from './my-claims.ts'
import { sendTap } from './send-tap.ts'
import type { ClaimedUnits } from './tap-state.ts'

/** Sends one tap and puts the claim it got into the list of one's own. Never rejects: no answer is a result too. */
export function sendClaim(tap: Tap, mine: MyClaims): Promise<SendResult> {
  return sendTap<{ claim: ClaimedUnits }>('/api/claims', tap, ({ claim }) => {
    const { status } = claim
    if (status !== 'released') {
      mine.add({ ...claim, status, saleId: '', saleSlug: tap.saleSlug, orderId: null })
      void mine.read()
    }
    return { kind: 'claimed', claim }
  })
}
