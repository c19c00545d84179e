import type { MyClaim } from '#lib/claims/my-claims.ts'
import type { MyWait } from './wait.ts'

/** What a wait of one's own is at an instant, with the claim when one was offered and still runs. */
export type WaitView =
  | { kind: 'waiting'; wait: MyWait }
  | { kind: 'offered'; wait: MyWait; claim: MyClaim }
  | { kind: 'lapsed'; wait: MyWait }
  | { kind: 'over'; wait: MyWait }

type Mine = { claims: readonly MyClaim[]; waits: readonly MyWait[] }

/**
 * The newest wait for an item as the server's clock has it, or null when there is nothing to say about it. An offer whose
 * time is up counts as lapsed in that frame, though the server needs a second to write it down.
 */
export function waitFor(itemId: string, { claims, waits }: Mine, serverNowMs: number): WaitView | null {
  const wait = waits.find((one) => one.itemId === itemId)
  if (!wait) return null
  if (wait.status === 'waiting' || wait.status === 'lapsed' || wait.status === 'over')
    return { kind: wait.status, wait }
  const claim = claims.find((one) => one.id === wait.claimId)
  if (!claim) return wait.status === 'offered' ? { kind: 'lapsed', wait } : null
  if (claim.status !== 'held') return null
  return Date.parse(claim.expiresAt) > serverNowMs
    ? { kind: 'offered', wait, claim }
    : { kind: 'lapsed', wait }
}

/** How long the offer behind this claim lasts in all, in milliseconds; null for a claim that was not offered. */
export function offerLastsMs(
  claim: Pick<MyClaim, 'id' | 'expiresAt'>,
  waits: readonly MyWait[],
): number | null {
  const wait = waits.find((one) => one.claimId === claim.id)
  return wait?.offeredAt ? Date.parse(claim.expiresAt) - Date.parse(wait.offeredAt) : null
}
