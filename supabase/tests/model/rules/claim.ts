import { addClaim, type Claim, freeOf, heldOf, lineOf, type Model, openlyFreeOf, roomOf } from '../state.ts'

export type ClaimAsk = {
  shopper: number | null
  /** -1 is an item that does not exist. */
  item: number | null
  quantity: number | null
  request: string | null
}
export type ClaimAnswer = {
  outcome: string
  claim: string | null
  quantity: number | null
  status: string | null
  freeAfter: number | null
}
type Valid = { shopper: number; item: number; quantity: number; request: string }

export function isValid(ask: ClaimAsk): ask is Valid {
  return (
    ask.shopper !== null &&
    ask.item !== null &&
    ask.request !== null &&
    ask.quantity !== null &&
    ask.quantity >= 1
  )
}

/** Why nobody gets anything of this sale now, or null. */
export function whyShut(model: Model): 'closed' | 'not_open' | null {
  if (model.status === 'closed' || model.status === 'cancelled' || model.clock === 'after') return 'closed'
  return model.status === 'paused' || model.clock === 'before' ? 'not_open' : null
}

function refusalOf(model: Model, ask: Valid, wasOverBudget: boolean): string | null {
  if (ask.item < 0) return 'unknown_item'
  const shut = whyShut(model)
  if (shut) return shut
  const room = roomOf(model, ask.shopper, ask.item)
  // Of two reasons the one that held before the batch is said.
  if (ask.quantity > room.limit) return wasOverBudget ? 'budget_spent' : 'limit_reached'
  if (ask.quantity > room.budget) return 'budget_spent'
  if (ask.quantity <= openlyFreeOf(model, ask.item)) return null
  // Units that lie free for those in line are as good as held for a newcomer.
  const onTheWay = lineOf(model, ask.item).length > 0 ? freeOf(model, ask.item) : 0
  return heldOf(model, ask.item) + onTheWay > 0 ? 'all_held' : 'sold_out'
}

function isOverBudgetOnly(model: Model, ask: ClaimAsk): boolean {
  if (!isValid(ask) || ask.item < 0) return false
  const room = roomOf(model, ask.shopper, ask.item)
  return ask.quantity <= room.limit && ask.quantity > room.budget
}

function claimOne(
  model: Model,
  ask: ClaimAsk,
  wasOverBudget: boolean,
): { outcome: string; claim: Claim | null } {
  if (!isValid(ask)) return { outcome: 'invalid', claim: null }
  const known = model.claims.find((claim) => claim.shopper === ask.shopper && claim.request === ask.request)
  if (known) return { outcome: 'repeated', claim: known }
  const refusal = refusalOf(model, ask, wasOverBudget)
  return refusal ? { outcome: refusal, claim: null } : { outcome: 'claimed', claim: addClaim(model, ask) }
}

/** A batch is its elements one after the other, in the order of arrival. */
export function claimStock(model: Model, asks: ClaimAsk[]): ClaimAnswer[] {
  const wasOverBudget = asks.map((ask) => isOverBudgetOnly(model, ask))
  const decided = asks.map((ask, n) => ({ ask, ...claimOne(model, ask, wasOverBudget[n] ?? false) }))
  return decided.map(({ ask, outcome, claim }) => ({
    outcome,
    claim: claim?.name ?? null,
    quantity: claim?.quantity ?? ask.quantity,
    status: claim?.status ?? null,
    freeAfter: ask.item === null || ask.item < 0 ? null : freeOf(model, ask.item),
  }))
}
