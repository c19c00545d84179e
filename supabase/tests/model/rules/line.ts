import {
  addClaim,
  claimNamed,
  freeOf,
  heldOf,
  lineOf,
  type Model,
  phaseOf,
  roomOf,
  type Wait,
} from '../state.ts'
import { type ClaimAsk, isValid, whyShut } from './claim.ts'
import { releaseClaim } from './release.ts'

export type JoinAnswer = {
  outcome: string
  /** More than one where a person, linked later, has several live places: each is theirs. */
  waits: string[]
}

/** Free units go to those in line, in order of place: to each what they asked for, as far as there is. */
export function offerToLine(model: Model, items: number[]): void {
  if (phaseOf(model) !== 'live') return
  for (const item of items) {
    for (const wait of lineOf(model, item)) {
      const free = freeOf(model, item)
      if (free === 0) break
      const room = roomOf(model, wait.shopper, item)
      const units = Math.min(wait.quantity, room.limit, room.budget, free)
      if (units <= 0) {
        wait.status = 'over'
        continue
      }
      const claim = addClaim(model, { item, shopper: wait.shopper, quantity: units, request: null })
      wait.status = 'offered'
      wait.claim = claim.name
      model.outbox.push(`offer_mail:${wait.name}`)
    }
  }
}

export function endLine(model: Model): void {
  for (const wait of model.waits) if (wait.status === 'waiting') wait.status = 'over'
}

function joinOne(model: Model, ask: ClaimAsk): { outcome: string; found: Wait[] } {
  if (!isValid(ask)) return { outcome: 'invalid', found: [] }
  if (ask.item < 0) return { outcome: 'unknown_item', found: [] }
  const known = model.waits.filter((wait) => wait.shopper === ask.shopper && wait.request === ask.request)
  if (known.length > 0) return { outcome: 'repeated', found: known }
  const live = model.waits.filter(
    (wait) =>
      wait.item === ask.item &&
      (wait.status === 'waiting' || wait.status === 'offered') &&
      model.people[wait.shopper] === model.people[ask.shopper],
  )
  if (live.length > 0) return { outcome: 'repeated', found: live }

  const refused = (outcome: string) => ({ outcome, found: [] })
  const shut = whyShut(model)
  if (shut) return refused(shut)
  const room = roomOf(model, ask.shopper, ask.item)
  if (ask.quantity > Math.min(room.limit, room.budget)) return refused('limit_reached')
  const waiting = lineOf(model, ask.item).length
  const free = freeOf(model, ask.item)
  if (free > 0 && waiting === 0) return refused('units_free')
  if (free === 0 && heldOf(model, ask.item) === 0) return refused('sold_out')
  if (waiting >= model.settings.lineMax) return refused('line_full')

  const place = model.waits.filter((wait) => wait.item === ask.item).length + 1
  const wait: Wait = { ...ask, name: `w${ask.item}.${place}`, place, status: 'waiting', claim: null }
  model.waits.push(wait)
  return { outcome: 'waiting', found: [wait] }
}

export function joinLine(model: Model, asks: ClaimAsk[]): JoinAnswer[] {
  return asks.map((ask) => {
    const { outcome, found } = joinOne(model, ask)
    return { outcome, waits: found.map((wait) => wait.name) }
  })
}

/** Counts the places before this one since the first that still waits. Null for who does not wait. */
export function aheadAtMost(model: Model, name: string): number | null {
  const wait = model.waits.find((one) => one.name === name)
  const first = wait && lineOf(model, wait.item)[0]
  return wait?.status === 'waiting' && first ? wait.place - first.place : null
}

export function leaveLine(model: Model, name: string, shopper: number): string {
  const wait = model.waits.find((one) => one.name === name && one.shopper === shopper)
  if (!wait) return 'unknown_wait'
  if (wait.status === 'waiting') {
    wait.status = 'left'
    return 'left'
  }
  if (wait.status !== 'offered') return 'already_over'
  const claim = claimNamed(model, wait.claim)
  return releaseClaim(model, claim.name, shopper) === 'released' ? 'left' : 'already_over'
}
