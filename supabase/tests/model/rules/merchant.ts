import { freeOf, itemsOf, type Model, phaseOf } from '../state.ts'
import { endLine, offerToLine } from './line.ts'
import { askToCancel } from './order.ts'
import { release } from './release.ts'

/** Only what was done is remembered: a refused move may be tried again under the same request id. */
function move(model: Model, request: string, decide: () => string, doneWord: string): string {
  if (model.moves.includes(request)) return 'repeated'
  const outcome = decide()
  if (outcome === doneWord) model.moves.push(request)
  return outcome
}
const hasEnded = (model: Model) => phaseOf(model) === 'ended'

export function pauseSale(model: Model, request: string): string {
  return move(
    model,
    request,
    () => {
      if (hasEnded(model)) return 'ended'
      if (model.status === 'paused') return 'already_paused'
      model.status = 'paused'
      return 'paused'
    },
    'paused',
  )
}

export function resumeSale(model: Model, request: string): string {
  return move(
    model,
    request,
    () => {
      if (hasEnded(model)) return 'ended'
      if (model.status !== 'paused') return 'not_paused'
      model.status = 'scheduled'
      offerToLine(model, itemsOf(model))
      return 'resumed'
    },
    'resumed',
  )
}

export function extendSale(model: Model, isLater: boolean, request: string): string {
  const decide = () => (hasEnded(model) ? 'ended' : isLater ? 'extended' : 'not_later')
  return move(model, request, decide, 'extended')
}

export function closeSale(model: Model, request: string): string {
  return move(
    model,
    request,
    () => {
      if (hasEnded(model)) return 'ended'
      model.status = 'closed'
      endLine(model)
      return 'closed'
    },
    'closed',
  )
}

/** What is held goes back, what is being paid is asked back from the bank, what is paid stays. */
export function cancelSale(model: Model, request: string): string {
  return move(
    model,
    request,
    () => {
      if (hasEnded(model)) return 'ended'
      model.status = 'cancelled'
      endLine(model)
      const held = model.claims.filter((claim) => claim.status === 'held')
      release(model, held, 'ended')
      for (const order of model.orders) {
        if (order.status === 'open' || order.status === 'paying') askToCancel(model, order)
      }
      return 'cancelled'
    },
    'cancelled',
  )
}

/** Null takes all that is free. */
export function withdrawStock(model: Model, item: number, quantity: number | null, request: string): string {
  return move(
    model,
    request,
    () => {
      const units = quantity ?? freeOf(model, item)
      if (quantity !== null && quantity < 1) return 'invalid'
      if (units === 0 || units > freeOf(model, item)) return 'not_enough_free'
      model.withdrawn[item] = (model.withdrawn[item] ?? 0) + units
      return 'withdrawn'
    },
    'withdrawn',
  )
}

export function restock(model: Model, item: number, quantity: number, request: string): string {
  return move(
    model,
    request,
    () => {
      if (quantity < 1) return 'invalid'
      if (hasEnded(model)) return 'ended'
      model.stock[item] = (model.stock[item] ?? 0) + quantity
      offerToLine(model, [item])
      return 'restocked'
    },
    'restocked',
  )
}
