/**
 * The model: what a sale is, without any SQL. Things are named by what the design promises about them, so that model and
 * database need no common ids: a claim by its item and position (`c0.3`), a place in line by its item and place (`w0.2`),
 * an order by its shopper and how many they had before (`o1.0`).
 */
export type ClaimStatus = 'held' | 'paying' | 'paid' | 'released'

export type Claim = {
  name: string
  item: number
  shopper: number
  quantity: number
  status: ClaimStatus
  /** Null for an offer to the next in line: nobody asked for this claim by a request id. */
  request: string | null
  order: string | null
  /** Its time has run out; it stays held until housekeeping comes. */
  isOver: boolean
  /** Paid, and its units are in the sale again: all of the money went back before they left. */
  isBack: boolean
  /** Whether it ran out unpaid, and whether that is still remembered against the hold budget. */
  lapse: 'none' | 'counted' | 'forgotten'
}

export type Wait = {
  name: string
  item: number
  shopper: number
  quantity: number
  place: number
  request: string
  status: 'waiting' | 'offered' | 'taken' | 'lapsed' | 'left' | 'over'
  claim: string | null
}

export type Order = {
  name: string
  shopper: number
  status: 'open' | 'paying' | 'paid' | 'cancelled' | 'part_refunded' | 'refunded'
  attempt: number
  intent: string | null
  /** Names of the claims it is for. */
  lines: string[]
  totalCents: number
  chargedCents: number
  refundedCents: number
  /** Counts up over all orders whose time to pay is over, so that housekeeping meets them in that order. */
  isOverSince: number | null
}

export type Settings = {
  items: number
  stock: number
  limit: number
  shoppers: number
  lapsesForgiven: number
  lineMax: number
  opensIn: 'past' | 'future'
}

export const PRICE_CENTS = 1000
export const SHIPPING_CENTS = 490

export type Model = {
  settings: Settings
  status: 'scheduled' | 'paused' | 'closed' | 'cancelled'
  clock: 'before' | 'during' | 'after'
  stock: number[]
  withdrawn: number[]
  /** Per shopper: which person they are. */
  people: number[]
  claims: Claim[]
  waits: Wait[]
  orders: Order[]
  attempts: { shopper: number; request: string; order: string; attempt: number }[]
  events: string[]
  refunds: string[]
  /** Intents that the bank has said are cancelled: it will not say later that they succeeded. */
  deadIntents: string[]
  /** Request ids of the merchant's moves that were done. */
  moves: string[]
  outbox: string[]
  timeouts: number
}

export function newModel(settings: Settings): Model {
  return {
    settings,
    status: 'scheduled',
    clock: settings.opensIn === 'future' ? 'before' : 'during',
    stock: Array(settings.items).fill(settings.stock),
    withdrawn: Array(settings.items).fill(0),
    people: Array.from({ length: settings.shoppers }, (_, n) => n),
    claims: [],
    waits: [],
    orders: [],
    attempts: [],
    events: [],
    refunds: [],
    deadIntents: [],
    moves: [],
    outbox: [],
    timeouts: 0,
  }
}

export const itemsOf = (model: Model): number[] => model.stock.map((_, item) => item)
const unitsOf = (claims: Claim[]): number => claims.reduce((units, claim) => units + claim.quantity, 0)

export const heldOf = (model: Model, item: number): number =>
  unitsOf(model.claims.filter((c) => c.item === item && (c.status === 'held' || c.status === 'paying')))
export const soldOf = (model: Model, item: number): number =>
  unitsOf(model.claims.filter((c) => c.item === item && c.status === 'paid' && !c.isBack))
/** Whatever is not held, sold or withdrawn is free: the model cannot disagree with itself. */
export const freeOf = (model: Model, item: number): number =>
  (model.stock[item] ?? 0) - (model.withdrawn[item] ?? 0) - heldOf(model, item) - soldOf(model, item)
export const lineOf = (model: Model, item: number): Wait[] =>
  model.waits.filter((w) => w.item === item && w.status === 'waiting').sort((a, b) => a.place - b.place)
/** What a newcomer may have: while people wait in line, free units are on their way to them. */
export const openlyFreeOf = (model: Model, item: number): number =>
  lineOf(model, item).length > 0 ? 0 : freeOf(model, item)

export function phaseOf(model: Model): 'upcoming' | 'live' | 'paused' | 'ended' {
  if (model.status === 'closed' || model.status === 'cancelled' || model.clock === 'after') return 'ended'
  if (model.clock === 'before') return 'upcoming'
  return model.status === 'paused' ? 'paused' : 'live'
}

export function claimNamed(model: Model, name: string | null): Claim {
  const claim = model.claims.find((one) => one.name === name)
  if (!claim) throw new Error(`The model has no claim ${name}.`)
  return claim
}

/** How many more units of an item this person may take, by the item's limit and by their hold budget. */
export function roomOf(model: Model, shopper: number, item: number): { limit: number; budget: number } {
  const { limit, lapsesForgiven } = model.settings
  const theirs = model.claims.filter((claim) => model.people[claim.shopper] === model.people[shopper])
  const taken = unitsOf(theirs.filter((claim) => claim.item === item && claim.status !== 'released'))
  const unpaid = unitsOf(theirs.filter((claim) => claim.status === 'held' || claim.status === 'paying'))
  const lapses = theirs.filter((claim) => claim.lapse === 'counted').length
  const budget = Math.max(limit - (lapses - lapsesForgiven), 0) - unpaid
  return { limit: limit - taken, budget: lapses > lapsesForgiven ? budget : Number.POSITIVE_INFINITY }
}

/** A new held claim, at the item's next position. */
export function addClaim(
  model: Model,
  claim: Pick<Claim, 'item' | 'shopper' | 'quantity' | 'request'>,
): Claim {
  const position = model.claims.filter((one) => one.item === claim.item).length + 1
  const name = `c${claim.item}.${position}`
  const added: Claim = {
    ...claim,
    name,
    status: 'held',
    order: null,
    isOver: false,
    isBack: false,
    lapse: 'none',
  }
  model.claims.push(added)
  return added
}
