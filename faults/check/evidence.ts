import type { Exchange, HistoryEvent } from '../history/history.ts'
import { exchangesOf } from '../history/history.ts'
import { replayStock, type StockState } from './replay.ts'
import type { ClaimRow, ItemRow, Tables } from './tables.ts'

/** History and tables side by side, with the look-ups that several rules need. */
export type Evidence = {
  exchanges: readonly Exchange[]
  tables: Tables
  claimById: ReadonlyMap<string, ClaimRow>
  itemById: ReadonlyMap<string, ItemRow>
  /** Per item, every state its counters went through, in order. */
  statesOf: ReadonlyMap<string, readonly StockState[]>
  /** An instant of the recorder as the database's clock showed it. */
  atDatabase(recordedMs: number): number
}

/**
 * A rule reads the evidence and yields a sentence for everything that contradicts its promise. No rule asks the
 * database or the clock: the same evidence gives the same verdict, which is what makes a saved history worth anything.
 */
export type Rule = (evidence: Evidence) => Iterable<string>

/** Two clocks are compared by their best round trip; this much they may be apart all the same. */
export const CLOCK_SLACK_MS = 25

export function gather(history: readonly HistoryEvent[], tables: Tables): Evidence {
  return {
    exchanges: exchangesOf(history),
    tables,
    claimById: new Map(tables.claims.map((claim) => [claim.id, claim])),
    itemById: new Map(tables.items.map((item) => [item.id, item])),
    statesOf: replayStock(tables.movements),
    atDatabase: (recordedMs) => recordedMs + tables.clockOffsetMs,
  }
}
