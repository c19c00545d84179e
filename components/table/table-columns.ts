import type { ReactNode } from 'react'

/**
 * A column. On a phone a row is a small sheet: its `title` and its `side` on the first line, then the `line`s one under the other; what is
 * `desk` only is left out there, because the row's own page has it.
 */
export type Column = {
  name: string
  on: 'title' | 'side' | 'line' | 'desk'
  /** Figures stand at the right, one under the other. */
  isFigure?: boolean
  /** The two values of `sort` that this column's heading goes between; the first is taken first. */
  sorts?: readonly [first: string, then: string]
  /** Which way each of them goes, when the first is not the falling one. */
  isRisingFirst?: boolean
}

/** A row: what its box is called, and its cells in the order of the columns. */
export type TableRow = { id: string; name: string; cells: readonly ReactNode[] }

/** Said although the elements mean it: a table that is laid out as a grid is no table any more to some screen readers. */
export const AS = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const

const PHONE: Record<Column['on'], string> = {
  title: 'max-lg:col-start-2 max-lg:row-start-1',
  side: 'max-lg:col-start-3 max-lg:row-start-1 max-lg:text-right',
  line: 'max-lg:col-span-2 max-lg:col-start-2',
  desk: 'max-lg:hidden',
}

/** The classes of a column's cells. */
export function cellClass({ on, isFigure }: Column): string {
  return `min-w-0 lg:px-3 lg:py-2.5 ${PHONE[on]} ${isFigure ? 'figures lg:text-right' : 'text-left'}`
}
