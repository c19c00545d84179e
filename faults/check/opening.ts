import type { Tables } from './tables.ts'

/** From an instant (inclusive) until another one (exclusive), by the database's clock. */
export type Span = [fromMs: number, untilMs: number]

/**
 * When each sale was open for claims: from opening to closing time, but not while it was paused, and not after it was
 * closed or cancelled. A closing time that was moved is its last one: a sale that has ended cannot be extended.
 */
export function openingOf(tables: Tables): Map<string, Span[]> {
  const moves = Map.groupBy(tables.moves, (move) => move.saleId)
  return new Map(
    tables.sales.map((sale) => {
      const spans: Span[] = []
      let fromMs: number | null = sale.opensAtMs
      for (const { move, atMs } of moves.get(sale.id) ?? []) {
        if (fromMs !== null && (move === 'pause' || move === 'close' || move === 'cancel')) {
          spans.push([fromMs, atMs])
          fromMs = null
        } else if (move === 'resume') fromMs = Math.max(atMs, sale.opensAtMs)
      }
      if (fromMs !== null) spans.push([fromMs, sale.closesAtMs])
      return [sale.id, spans]
    }),
  )
}

export function isWithin(spans: readonly Span[], atMs: number): boolean {
  return spans.some(([fromMs, untilMs]) => fromMs <= atMs && atMs < untilMs)
}

/** The longest time in which one span of each list held at once; 0 when they never did. */
export function longestOverlapMs(...lists: readonly (readonly Span[])[]): number {
  const overlaps = lists.reduce<readonly Span[]>(
    (sofar, list) =>
      sofar.flatMap(([fromMs, untilMs]) =>
        list.map(([from, until]): Span => [Math.max(fromMs, from), Math.min(untilMs, until)]),
      ),
    [[-Infinity, Infinity]],
  )
  return Math.max(0, ...overlaps.map(([fromMs, untilMs]) => untilMs - fromMs))
}
