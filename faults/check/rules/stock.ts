import type { Rule } from '../evidence.ts'

const COUNTERS = ['stock', 'free', 'held', 'sold', 'withdrawn'] as const

/** Promise 1: never oversold. Every unit was somewhere at every moment, and the counters are what the movements add up to. */
export const neverOversold: Rule = function* ({ tables, statesOf }) {
  for (const item of tables.items) {
    const states = statesOf.get(item.id) ?? []
    for (const state of states) {
      const below = COUNTERS.filter((name) => state[name] < 0)
      if (below.length > 0) yield `item ${item.id}: ${below.join(', ')} below zero at ${state.fromMs}`
      if (state.held + state.sold + state.withdrawn > state.stock)
        yield `item ${item.id}: more units held, sold and withdrawn than there were at ${state.fromMs}`
    }
    if (item.free + item.held + item.sold + item.withdrawn !== item.stock)
      yield `item ${item.id}: free + held + sold + withdrawn is not its stock`
    const last = states.at(-1) ?? { stock: 0, free: 0, held: 0, sold: 0, withdrawn: 0 }
    for (const name of COUNTERS) {
      if (last[name] !== item[name])
        yield `item ${item.id}: ${name} is ${item[name]}, its movements say ${last[name]}`
    }
  }
}

/** Every movement of an item was written after the one before it: whoever waits for the lock reads the clock after the wait. */
export const timeRunsForward: Rule = function* ({ statesOf }) {
  for (const [itemId, states] of statesOf) {
    for (const [index, { movement }] of states.entries()) {
      const before = states[index - 1]?.movement
      if (before && movement.atMs < before.atMs)
        yield `item ${itemId}: ${movement.kind} (${movement.cause}) at ${movement.atMs} came after ${before.kind} at ${before.atMs}`
    }
  }
}

/** The database's own audits, which every merchant may ask at any time, have nothing to say. */
export const auditsEmpty: Rule = function* ({ tables }) {
  yield* tables.audits
}

/** A claim's status is where its movements left it, and no unit of it moved twice. */
export const claimsAndMovementsAgree: Rule = function* ({ tables }) {
  const perClaim = Map.groupBy(tables.movements, (movement) => movement.claimId)
  for (const claim of tables.claims) {
    const own = perClaim.get(claim.id) ?? []
    let state = 'none'
    for (const { kind, quantity } of own) {
      const isAllowed =
        (kind === 'claimed' && (state === 'none' || state === 'released')) ||
        (kind === 'released' && state === 'claimed') ||
        (kind === 'paid' && state === 'claimed') ||
        (kind === 'returned' && state === 'paid')
      if (!isAllowed) yield `claim ${claim.id}: ${kind} after ${state}`
      if (quantity !== claim.quantity)
        yield `claim ${claim.id}: ${kind} ${quantity} of ${claim.quantity} units`
      state = kind
    }
    const meant = claim.status === 'paying' || claim.status === 'held' ? 'claimed' : claim.status
    const isSame = state === meant || (state === 'returned' && meant === 'paid')
    if (!isSame) yield `claim ${claim.id} is ${claim.status}, its last movement says ${state}`
  }
}
