import { BoundedMap } from '#lib/http/bounded-map.ts'

/** How long a reading of the database may answer for it. */
export const MEMORY_MS = 250
/** Older than this it is read again while it still answers, so that a steady stream of losers never falls through. */
export const READ_AGAIN_MS = 100
/**
 * Around opensAt and closesAt only the database's own clock, read after the lock, decides. Ours is an estimate with
 * an error of some milliseconds; this far from either instant both clocks agree.
 */
const CLOCK_MARGIN_MS = 100
const ITEMS_KEPT = 2000
/** More claimants than this are not worth the memory: such an item's claims all go to the database. */
export const CLAIMANTS_MAX = 100_000
/** Requests that may wait for a reading; beyond it they go to the database, whose queue has a bound of its own. */
const AWAITING_MAX = 4000

export type MemoryRefusal = 'sold_out' | 'not_open' | 'closed'

/** An item as last read, with everybody who ever had a claim on it. */
export type ItemReading = {
  status: 'draft' | 'scheduled' | 'paused' | 'closed' | 'cancelled'
  opensAtMs: number
  closesAtMs: number
  free: number
  held: number
  limitPerShopper: number
  /** Grows with every change of the item, so an unchanged version means unchanged claimants. */
  version: number
}

export type RefusalSource = {
  readItem(itemId: string): Promise<ItemReading | null>
  /** Null when there are more than CLAIMANTS_MAX. */
  readClaimants(itemId: string): Promise<{ version: number; shopperIds: ReadonlySet<string> } | null>
  databaseNowMs(): number
  steadyNowMs(): number
}

type Memory = {
  reading: ItemReading | null
  readAtMs: number
  claimants: { version: number; shopperIds: ReadonlySet<string> } | null
  /** The reading under way. */
  underWay: Promise<void> | null
}

export type KnownRefusals = {
  /**
   * The refusal the database would give this shopper now, or null when only the database can say. At once, unless what
   * is known has grown too old and is just being read again: then after that.
   */
  refusalFor(
    itemId: string,
    shopperId: string,
    quantity: number,
  ): MemoryRefusal | null | Promise<MemoryRefusal | null>
  /** Told after the database refused somebody: from now on the item is worth remembering. */
  remember(itemId: string): void
  /** Told after units of the item moved through this process: what was known is no longer true. */
  forget(itemId: string): void
}

/**
 * Losers are the load, a hundred for every winner, so what is certain is answered without the database.
 *
 * Certain means: read at most 250 ms ago, and true for this shopper. Promise 3 (the same request id gives the same
 * claim) and the limit come before `sold_out`, so whoever ever had a claim on the item always goes to the database;
 * the set of those people is exact as long as the item's version stands, since a claim changes the item. `all_held`
 * is never answered from here: a unit may have come back a moment ago.
 *
 * Where a reading is late, losers wait for it. Sent to the database instead, ten thousand a second of them would make
 * the next reading later still.
 */
export function createKnownRefusals(source: RefusalSource): KnownRefusals {
  const memories = new BoundedMap<string, Memory>(ITEMS_KEPT)
  let awaiting = 0

  function refresh(itemId: string, memory: Memory): void {
    memory.underWay ??= readAnew(itemId, memory).finally(() => {
      memory.underWay = null
    })
  }

  /** Never rejects. */
  async function readAnew(itemId: string, memory: Memory): Promise<void> {
    const startedAtMs = source.steadyNowMs()
    try {
      const reading = await source.readItem(itemId)
      const isWorthIt = reading !== null && refusalOf(reading, source.databaseNowMs()) !== null
      if (isWorthIt && memory.claimants?.version !== reading.version) {
        memory.claimants = await source.readClaimants(itemId)
      }
      memory.reading = isWorthIt ? reading : null
      memory.readAtMs = startedAtMs
      // Units came back, or the sale opened: until somebody is refused again there is nothing to know.
      if (!isWorthIt && memories.get(itemId) === memory) memories.delete(itemId)
    } catch {
      // The database is away or busy: nothing is certain then, and the claim itself will say so.
      memory.reading = null
    }
  }

  function refusalIn(memory: Memory, shopperId: string, quantity: number): MemoryRefusal | null {
    const { reading, claimants } = memory
    if (!reading || !claimants || claimants.version !== reading.version) return null
    if (claimants.shopperIds.has(shopperId)) return null
    const refusal = refusalOf(reading, source.databaseNowMs())
    // Asking for more than the limit is answered limit_reached, which the database knows best.
    return refusal === 'sold_out' && quantity > reading.limitPerShopper ? null : refusal
  }

  const isFresh = (memory: Memory) => source.steadyNowMs() - memory.readAtMs <= MEMORY_MS

  return {
    refusalFor(itemId, shopperId, quantity) {
      const memory = memories.get(itemId)
      if (!memory) return null
      if (source.steadyNowMs() - memory.readAtMs > READ_AGAIN_MS) refresh(itemId, memory)
      if (isFresh(memory)) return refusalIn(memory, shopperId, quantity)
      if (!memory.underWay || awaiting >= AWAITING_MAX) return null
      awaiting += 1
      return memory.underWay.then(() => {
        awaiting -= 1
        const isKnown = memories.get(itemId) === memory && isFresh(memory)
        return isKnown ? refusalIn(memory, shopperId, quantity) : null
      })
    },
    remember(itemId) {
      if (memories.get(itemId)) return
      const memory: Memory = {
        reading: null,
        readAtMs: Number.NEGATIVE_INFINITY,
        claimants: null,
        underWay: null,
      }
      memories.set(itemId, memory)
      refresh(itemId, memory)
    },
    forget(itemId) {
      memories.delete(itemId)
    },
  }
}

/** What everybody without a claim is told, or null when a claim might succeed or the clocks are too close. */
function refusalOf(reading: ItemReading, nowMs: number): MemoryRefusal | null {
  if (reading.status === 'draft' || reading.status === 'closed' || reading.status === 'cancelled')
    return 'closed'
  if (nowMs >= reading.closesAtMs + CLOCK_MARGIN_MS) return 'closed'
  if (nowMs >= reading.closesAtMs - CLOCK_MARGIN_MS) return null
  if (reading.status === 'paused' || nowMs < reading.opensAtMs - CLOCK_MARGIN_MS) return 'not_open'
  if (nowMs < reading.opensAtMs + CLOCK_MARGIN_MS) return null
  return reading.free === 0 && reading.held === 0 ? 'sold_out' : null
}
