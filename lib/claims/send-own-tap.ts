import { noteStep } from '#lib/insight/steps.ts'
import type { SendResult } from './claim-attempt.ts'
import type { MyClaims } from './my-claims.ts'
import { sendTap } from './send-tap.ts'
import type { Tap } from './tap.ts'

/** Sends one tap and puts what it got, a claim or a place in line, into the list of one's own. Never rejects. */
export async function sendOwnTap(tap: Tap, mine: MyClaims): Promise<SendResult> {
  noteStep('try')
  const result = await sendTap(tap)
  const sale = { saleId: '', saleSlug: tap.saleSlug }
  if (result.kind === 'claimed' && result.claim.status !== 'released')
    mine.add({ ...result.claim, status: result.claim.status, ...sale, orderId: null })
  if (result.kind === 'in_line' && result.wait.status === 'waiting')
    mine.putWait({ ...result.wait, ...sale, offeredAt: null, endedAt: null })
  if (result.kind === 'claimed' || result.kind === 'in_line') void mine.read()
  return result
}
