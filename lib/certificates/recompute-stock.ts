import { FATES, type Fate } from './certificate.ts'
import type { MovementLine } from './read-lines.ts'

export type ItemCount = {
  opened: number
  restocked: number
  returned: number
  free: number
  held: number
  sold: number
  withdrawn: number
  claims: number
  lastPosition: number
}
export type StockCount = {
  items: Map<number, ItemCount>
  fates: Record<Fate, { claims: number; units: number }>
  /** Orders that have a paid claim. */
  paidOrders: Set<string>
  /** What cannot have happened, in sentences. */
  faults: string[]
}

type Claim = { quantity: number; shopper: string; state: 'held' | 'paid' | 'released'; cause: string }

const EMPTY: ItemCount = {
  opened: 0,
  restocked: 0,
  returned: 0,
  free: 0,
  held: 0,
  sold: 0,
  withdrawn: 0,
  claims: 0,
  lastPosition: 0,
}
/** Beyond these many the same thing went wrong again and again. */
const FAULTS_MAX = 50

/**
 * Plays every movement again, in order: no counter may ever have been below nothing, a claim may only move from where it
 * is, and each item's positions begin at 1 and leave none out.
 */
export function recomputeStock(movements: readonly MovementLine[]): StockCount {
  const items = new Map<number, ItemCount>()
  const claims = new Map<string, Claim>()
  const paidOrders = new Set<string>()
  const faults: string[] = []
  const fault = (text: string) => void (faults.length < FAULTS_MAX && faults.push(text))

  for (const [index, movement] of movements.entries()) {
    const item = items.get(movement.item) ?? { ...EMPTY }
    items.set(movement.item, item)
    const where = `Movement ${index + 1} (${movement.kind} ${movement.quantity} of item ${movement.item})`
    if (movement.quantity === 0) fault(`${where} moves nothing.`)
    const wrong = moveClaim(claims, movement)
    if (wrong) fault(`${where} ${wrong}.`)
    if (movement.kind === 'paid') paidOrders.add(movement.order)
    moveUnits(item, movement)
    if (item.free < 0 || item.held < 0 || item.sold < 0)
      fault(
        `${where} takes units that were not there: free ${item.free}, held ${item.held}, sold ${item.sold}.`,
      )
  }
  countClaims(claims, items)
  for (const [number, item] of items) {
    if (item.claims !== item.lastPosition)
      fault(
        `Item ${number} has ${item.claims} claims, but its last position is ${item.lastPosition}: positions are missing.`,
      )
  }
  return { items, fates: fatesOf(claims), paidOrders, faults }
}

function moveUnits(item: ItemCount, { kind, quantity }: MovementLine): void {
  switch (kind) {
    case 'opened':
    case 'restocked':
      item[kind] += quantity
      item.free += quantity
      break
    case 'claimed':
      item.free -= quantity
      item.held += quantity
      break
    case 'paid':
      item.held -= quantity
      item.sold += quantity
      break
    case 'released':
      item.held -= quantity
      item.free += quantity
      break
    case 'returned':
      item.returned += quantity
      item.sold -= quantity
      item.free += quantity
      break
    case 'withdrawn':
      item.withdrawn += quantity
      item.free -= quantity
      break
  }
}

/** Moves the claim a movement names; what is wrong with that, or null. */
function moveClaim(claims: Map<string, Claim>, movement: MovementLine): string | null {
  const { kind, item, position, quantity, shopper, cause } = movement
  if (kind !== 'claimed' && kind !== 'paid' && kind !== 'released') return null
  if (position === null || position < 1) return 'names no claim'
  const key = `${item}#${position}`
  const claim = claims.get(key)
  if (kind === 'claimed') {
    if (claim && claim.state !== 'released') return `claims position ${position} a second time`
    if (claim && (claim.shopper !== shopper || claim.quantity !== quantity))
      return `makes position ${position} another claim`
    claims.set(key, { quantity, shopper, state: 'held', cause })
    return null
  }
  if (claim?.state !== 'held') return `moves position ${position}, which is ${claim?.state ?? 'not claimed'}`
  if (claim.quantity !== quantity)
    return `moves ${quantity} of the ${claim.quantity} units of position ${position}`
  if (claim.shopper !== shopper) return `moves position ${position} for somebody else`
  if (kind === 'paid' && movement.order === '') return `pays position ${position} without an order`
  claim.state = kind
  claim.cause = cause
  return null
}

function countClaims(claims: ReadonlyMap<string, Claim>, items: ReadonlyMap<number, ItemCount>): void {
  for (const key of claims.keys()) {
    const [number, position] = key.split('#').map(Number)
    const item = items.get(number ?? 0)
    if (!item) continue
    item.claims += 1
    item.lastPosition = Math.max(item.lastPosition, position ?? 0)
  }
}

const CAUSES: Record<string, Fate> = {
  expired: 'lapsed',
  release_claim: 'given_back',
  'refund due': 'refund_due',
}

function fatesOf(claims: ReadonlyMap<string, Claim>): StockCount['fates'] {
  const entries = FATES.map((fate) => [fate, { claims: 0, units: 0 }] as const)
  const fates = Object.fromEntries(entries) as StockCount['fates']
  for (const { state, cause, quantity } of claims.values()) {
    const fate = state === 'paid' ? 'paid' : state === 'held' ? 'open' : (CAUSES[cause] ?? 'ended')
    fates[fate].claims += 1
    fates[fate].units += quantity
  }
  return fates
}
