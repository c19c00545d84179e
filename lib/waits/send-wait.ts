import type { SendResult } from '#lib/claims/claim-attempt.ts'
import type { Tap } from '#lib/claims/claim-outbox.ts'
import type { MyClaims } from '#lib/claims/my-claims.ts'
import { sendTap } from '#lib/claims/send-tap.ts'
import type { Wait } from './wait.ts'

/** Sends one tap on "tell me" and puts the place it got into the list of one's own. Never rejects. */
export function sendWait(tap: Tap, mine: MyClaims): Promise<SendResult> {
  return sendTap<{ wait: Wait }>('/api/waits', tap, ({ wait }) => {
    if (wait.status === 'waiting')
      mine.putWait({ ...wait, saleId: '', saleSlug: tap.saleSlug, offeredAt: null, endedAt: null })
    void mine.read()
    return { kind: 'in_line', wait }
  })
}
