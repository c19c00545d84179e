/**
 * waiting  in line
 * offered  a unit came back and is held for this shopper: `claimId` is the claim
 * taken    the offered claim is being paid or is paid
 * lapsed   the offered claim ran out, and its units went to the next in line
 * left     the shopper left the line, or gave back what was offered
 * over     the sale has ended, or the shopper may have no more of it (limit, hold budget)
 */
export type WaitStatus = 'waiting' | 'offered' | 'taken' | 'lapsed' | 'left' | 'over'

/** A place in the line for one item, as POST /api/waits answers it. */
export type Wait = {
  id: string
  itemId: string
  quantity: number
  /** The number drawn when joining, from 1 and gapless per item. It says who is served first, not how many wait. */
  place: number
  /** How many may be served before; those of them who have left meanwhile are counted too. 0 is next in line. */
  aheadAtMost: number
  status: WaitStatus
  claimId: string | null
}

/** A wait of one's own as GET /api/me/claims lists it; instants are ISO 8601. */
export type MyWait = Wait & {
  saleId: string
  saleSlug: string
  offeredAt: string | null
  endedAt: string | null
}
