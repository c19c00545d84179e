/** What a bag needs to know of an item of its sale. Money is integer minor units of the sale's currency. */
export type BagItem = {
  id: string
  productName: string
  /** Null where the product has no variants to tell apart. */
  variantName: string | null
  pictureUrl: string | null
  priceCents: number
  wasPriceCents: number | null
  limitPerShopper: number
}

/** What a bag needs to know of a claim; `expiresAt` is ISO 8601 in UTC, on the server's clock. */
export type BagClaim = {
  id: string
  itemId: string
  quantity: number
  status: string
  expiresAt: string
  orderId: string | null
}

export type BagLine = { claim: BagClaim; item: BagItem }

export type Bag = {
  /** Claims whose clock still runs: what the pay button pays for. */
  held: BagLine[]
  /** Claims a payment under way has locked. */
  paying: BagLine[]
  /** Claims whose clock ran out while this page was open: their units went back to the sale. */
  lapsed: BagLine[]
  itemsCents: number
  /** Null while nothing is held: nothing is shipped then. */
  totalCents: number | null
  /** When the first held claim runs out, in milliseconds on the server's clock; null while nothing is held. */
  endsAtMs: number | null
}

/**
 * The bag as it is at `nowMs` (server's clock). A held claim past its time counts as lapsed at once: the server
 * gives its units back within a second, and paying for it would be refused.
 */
export function bagOf(
  claims: readonly BagClaim[],
  items: readonly BagItem[],
  shippingCents: number,
  nowMs: number,
): Bag {
  const byId = new Map(items.map((item) => [item.id, item]))
  const lines = claims.flatMap((claim) => {
    const item = byId.get(claim.itemId)
    return item ? [{ claim, item }] : []
  })
  const isRunning = (line: BagLine) => Date.parse(line.claim.expiresAt) > nowMs
  const held = lines.filter((line) => line.claim.status === 'held' && isRunning(line))
  const itemsCents = held.reduce((sum, { claim, item }) => sum + claim.quantity * item.priceCents, 0)
  return {
    held,
    paying: lines.filter((line) => line.claim.status === 'paying'),
    lapsed: lines.filter((line) => line.claim.status === 'held' && !isRunning(line)),
    itemsCents,
    totalCents: held.length > 0 ? itemsCents + shippingCents : null,
    endsAtMs: held.length > 0 ? Math.min(...held.map((line) => Date.parse(line.claim.expiresAt))) : null,
  }
}

/** Items of the sale of which this shopper may still claim one, in the sale's order. */
export function itemsToAdd(
  claims: readonly Pick<BagClaim, 'itemId' | 'quantity' | 'status'>[],
  items: readonly BagItem[],
): BagItem[] {
  const taken = new Map<string, number>()
  for (const claim of claims)
    if (claim.status !== 'released') taken.set(claim.itemId, (taken.get(claim.itemId) ?? 0) + claim.quantity)
  return items.filter((item) => (taken.get(item.id) ?? 0) < item.limitPerShopper)
}

/** An item in words that tell it from the others of its sale: "Harbour mug, Fog". */
export function nameOf(item: BagItem): string {
  return item.variantName ? `${item.productName}, ${item.variantName}` : item.productName
}
