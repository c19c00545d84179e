import type { MyClaims } from './my-claims.ts'

/**
 * An order is known to be paid: what was being paid with it leaves the bag now, and not when the next read has said so too. A read that
 * was on its way before is older than this and is asked again.
 */
export function settleClaims(mine: MyClaims, orderId: string): void {
  for (const claim of mine.getState().claims)
    if (claim.orderId === orderId && claim.status === 'paying') mine.add({ ...claim, status: 'paid' })
}
