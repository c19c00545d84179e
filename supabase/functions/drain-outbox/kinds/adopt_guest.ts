import { callForOutcome } from '../../_shared/database.ts'
import { type Payload, textOf } from '../payload.ts'

/**
 * Somebody signed in: what came to their guest afterwards, by a tap that was still on its way, follows now. While an order of each is
 * being paid in the same sale it cannot yet, and the row comes again.
 */
export async function adoptGuest(payload: Payload): Promise<void> {
  const outcome = await callForOutcome('adopt_guest', {
    p_guest_id: textOf(payload, 'guest_id'),
    p_account_id: textOf(payload, 'account_id'),
  })
  if (outcome === 'later') throw new Error('Both orders are still being paid: this comes later.')
}
