import type { Rule } from '../evidence.ts'
import { isWithin, openingOf } from '../opening.ts'

/** Promise 7: opening and closing time, and the merchant's pause, are the database's clock read after the wait for the lock. */
export const onlyWhileOpen: Rule = function* ({ tables }) {
  const open = openingOf(tables)
  // What a resumed sale offers to those in line at once is of the same commit, written a moment before the move itself.
  const resumed = new Set(tables.moves.filter((one) => one.move === 'resume').map((one) => one.commit))
  const offeredByMove = new Set(
    tables.movements.filter((one) => resumed.has(one.commit)).map((one) => one.claimId),
  )
  for (const claim of tables.claims) {
    if (!isWithin(open.get(claim.saleId) ?? [], claim.createdAtMs) && !offeredByMove.has(claim.id))
      yield `claim ${claim.id} was made at ${claim.createdAtMs}, when its sale was not open`
  }
}
