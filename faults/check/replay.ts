import type { MovementRow } from './tables.ts'

/** The counters of an item after one movement, and when they were true. */
export type StockState = {
  movement: MovementRow
  stock: number
  free: number
  held: number
  sold: number
  withdrawn: number
  /** Not before this instant was it so. */
  fromMs: number
  /** After this instant it was so no more: see {@link replayStock}. */
  untilMs: number
}

type Counters = Pick<StockState, 'stock' | 'free' | 'held' | 'sold' | 'withdrawn'>

/** From a movement being written to its commit being seen; a crash in between, with its recovery, included. */
const COMMIT_LIMIT_MS = 10_000

const EFFECT: Record<MovementRow['kind'], Partial<Counters>> = {
  opened: { stock: 1, free: 1 },
  restocked: { stock: 1, free: 1 },
  claimed: { free: -1, held: 1 },
  released: { held: -1, free: 1 },
  paid: { held: -1, sold: 1 },
  returned: { sold: -1, free: 1 },
  withdrawn: { free: -1, withdrawn: 1 },
}

/**
 * Plays every item's movements again. A movement says when it was written, a little before its commit; so a state
 * may last until the commit of the one after, and that commit was over when the second next got the item's lock and
 * wrote. Hence `untilMs`: the first movement two commits later, or as long as a commit can take at most. Wider than the
 * truth, never narrower.
 */
export function replayStock(movements: readonly MovementRow[]): Map<string, StockState[]> {
  const perItem = Map.groupBy(movements, (movement) => movement.itemId)
  return new Map([...perItem].map(([itemId, own]) => [itemId, replayItem(own)]))
}

function replayItem(movements: readonly MovementRow[]): StockState[] {
  const counters: Counters = { stock: 0, free: 0, held: 0, sold: 0, withdrawn: 0 }
  const states = movements.map((movement): StockState => {
    const effect = EFFECT[movement.kind]
    for (const name of ['stock', 'free', 'held', 'sold', 'withdrawn'] as const) {
      counters[name] += (effect[name] ?? 0) * movement.quantity
    }
    return { movement, ...counters, fromMs: movement.atMs, untilMs: Number.POSITIVE_INFINITY }
  })
  // Backwards, remembering when the next commit and the one after it began to write.
  let commit: string | undefined
  let nextFromMs = Number.POSITIVE_INFINITY
  let secondNextFromMs = Number.POSITIVE_INFINITY
  for (const [index, state] of [...states.entries()].toReversed()) {
    if (state.movement.commit !== commit) {
      secondNextFromMs = nextFromMs
      nextFromMs = states[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY
      commit = state.movement.commit
    }
    state.untilMs = Math.min(secondNextFromMs, nextFromMs + COMMIT_LIMIT_MS)
  }
  return states
}

/** True when some state inside the window fits. */
export function wasEver(
  states: readonly StockState[],
  fromMs: number,
  untilMs: number,
  fits: (state: StockState) => boolean,
): boolean {
  // States are in order of time, so what begins after the window ends the search.
  for (let index = lastBefore(states, untilMs); index >= 0; index -= 1) {
    const state = states[index]
    if (!state || state.untilMs < fromMs) return false
    if (fits(state)) return true
  }
  return false
}

/** Index of the last state that began at or before the instant, -1 when there is none. */
function lastBefore(states: readonly StockState[], atMs: number): number {
  let low = 0
  let high = states.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((states[middle]?.fromMs ?? 0) <= atMs) low = middle + 1
    else high = middle
  }
  return low - 1
}
