import type { TableQuery } from './table-query.ts'

/** Rows of one page of a table. */
export const PAGE_ROWS = 50

/** A page: its rows, and where the ones before and after it begin, null where there is none. */
export type TablePage<Row> = { rows: Row[]; before: string | null; after: string | null }

/**
 * The page in the rows a query of `PAGE_ROWS + 1` answered: the one too many only says that there is more on that side. It is the last one,
 * or the first where the page was asked for backwards.
 */
export function pageOf<Row>(
  found: readonly Row[],
  query: Pick<TableQuery, 'after' | 'before'>,
  placeOf: (row: Row) => string,
): TablePage<Row> {
  const isBackwards = query.before !== undefined
  const hasMore = found.length > PAGE_ROWS
  const rows = isBackwards ? found.slice(-PAGE_ROWS) : found.slice(0, PAGE_ROWS)
  const [first, last] = [rows[0], rows.at(-1)]
  const hasBefore = isBackwards ? hasMore : query.after !== undefined
  const hasAfter = isBackwards || hasMore
  return {
    rows,
    before: hasBefore && first !== undefined ? placeOf(first) : null,
    after: hasAfter && last !== undefined ? placeOf(last) : null,
  }
}
