import type { Rule } from '../evidence.ts'

/** Promise 6: a person's limit is a person's limit, at every moment, whatever came at the same time. */
export const limitsKept: Rule = function* ({ tables, claimById, itemById }) {
  const units = new Map<string, number>()
  for (const movement of tables.movements) {
    const claim = movement.claimId ? claimById.get(movement.claimId) : undefined
    if (!claim) continue
    const change = movement.kind === 'claimed' ? 1 : movement.kind === 'released' ? -1 : 0
    if (change === 0) continue
    const key = `${claim.shopperId} ${claim.itemId}`
    const has = (units.get(key) ?? 0) + change * movement.quantity
    units.set(key, has)
    const limit = itemById.get(claim.itemId)?.limit ?? 0
    if (change > 0 && has > limit)
      yield `${claim.shopperId} had ${has} units of item ${claim.itemId} at ${movement.atMs} (${movement.cause}), the limit is ${limit}`
  }
}
