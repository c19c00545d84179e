import type { Evidence, Rule } from '../evidence.ts'
import { longestOverlapMs, openingOf, type Span } from '../opening.ts'
import type { StockState } from '../replay.ts'
import type { WaitRow } from '../tables.ts'

/** How long a unit may lie free while somebody waits for it. */
const IDLE_LIMIT_MS = 1000

/** An offer belongs to one place, and is what the shopper of that place waits for. */
export const offeredOnce: Rule = function* ({ tables, claimById }) {
  for (const [claimId, waits] of Map.groupBy(tables.waits, (wait) => wait.claimId)) {
    if (claimId === null) continue
    if (waits.length > 1) yield `claim ${claimId} was offered to ${waits.length} places`
    const claim = claimById.get(claimId)
    for (const wait of waits) {
      const isTheirs = claim?.shopperId === wait.shopperId && claim.itemId === wait.itemId
      if (!isTheirs || claim.quantity > wait.quantity)
        yield `wait ${wait.id} was offered claim ${claimId}, which is not what it asked for`
    }
  }
}

/** First in line, first served: nobody is offered units while somebody before them still waits. */
export const offersInOrder: Rule = function* (evidence) {
  for (const [itemId, inLine] of linesOf(evidence)) {
    let slowest: WaitRow | undefined
    for (const wait of inLine) {
      if (wait.offeredAtMs !== null && slowest && waitedUntilMs(slowest) > wait.offeredAtMs)
        yield `place ${wait.place} of item ${itemId} was served while place ${slowest.place} still waited`
      if (!slowest || waitedUntilMs(wait) > waitedUntilMs(slowest)) slowest = wait
    }
  }
}

/** Nobody stands in one line twice at the same time. */
export const onePlaceEach: Rule = function* (evidence) {
  for (const [itemId, inLine] of linesOf(evidence)) {
    for (const [shopperId, own] of Map.groupBy(inLine, (wait) => wait.shopperId)) {
      for (const [index, wait] of own.entries()) {
        const before = own[index - 1]
        if (before && (before.endedAtMs ?? Infinity) > wait.createdAtMs)
          yield `${shopperId} had places ${before.place} and ${wait.place} of item ${itemId} at once`
      }
    }
  }
}

/** No unit lies idle while somebody waits, as long as the sale is open. */
export const noUnitIdle: Rule = function* (evidence) {
  const open = openingOf(evidence.tables)
  for (const [itemId, inLine] of linesOf(evidence)) {
    const isOpen = open.get(evidence.itemById.get(itemId)?.saleId ?? '') ?? []
    const isFree = spansOf(evidence.statesOf.get(itemId) ?? [], ({ free }) => free > 0)
    for (const wait of inLine) {
      const isWaiting: Span = [wait.createdAtMs, waitedUntilMs(wait)]
      const idleMs = longestOverlapMs([isWaiting], isFree, isOpen)
      if (idleMs > IDLE_LIMIT_MS)
        yield `units of item ${itemId} lay idle for ${idleMs} ms while place ${wait.place} waited`
    }
  }
}

/** Nobody claims units past those who wait for them: what comes back is offered along the line. */
export const noLineJumped: Rule = function* (evidence) {
  const offered = new Set(evidence.tables.waits.flatMap((wait) => wait.claimId ?? []))
  for (const [itemId, inLine] of linesOf(evidence)) {
    for (const { movement } of evidence.statesOf.get(itemId) ?? []) {
      if (movement.kind !== 'claimed' || movement.cause !== 'claim_stock') continue
      if (offered.has(movement.claimId ?? '')) continue
      const passed = inLine.find(
        (wait) => wait.createdAtMs < movement.atMs && waitedUntilMs(wait) > movement.atMs,
      )
      if (passed) yield `claim ${movement.claimId} took units of item ${itemId} past place ${passed.place}`
    }
  }
}

/** Each item's places, first one first. */
function linesOf({ tables }: Evidence): [string, WaitRow[]][] {
  const inOrder = tables.waits.toSorted((a, b) => a.place - b.place)
  return [...Map.groupBy(inOrder, (wait) => wait.itemId)]
}

/** When a place stopped being one to be served: it was offered something, or it was left or over. */
function waitedUntilMs(wait: WaitRow): number {
  return Math.min(wait.offeredAtMs ?? Infinity, wait.endedAtMs ?? Infinity)
}

/** The stretches of time in which something held, as [from, until]. */
function spansOf(states: readonly StockState[], holds: (state: StockState) => boolean): Span[] {
  const spans: Span[] = []
  let fromMs: number | null = null
  for (const state of states) {
    if (holds(state)) fromMs ??= state.fromMs
    else if (fromMs !== null) {
      spans.push([fromMs, state.fromMs])
      fromMs = null
    }
  }
  if (fromMs !== null) spans.push([fromMs, Infinity])
  return spans
}
