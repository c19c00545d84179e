'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { type TableDefinition, type TableQuery, tableHref } from '#lib/tables/table-query.ts'
import { AS, type Column, cellClass } from './table-columns.ts'

type Props = { table: TableDefinition; query: TableQuery; columns: readonly Column[]; hasBoxes: boolean }

/** The headings; they stay in sight. Those that sort are links, so that the order is in the address as everything is. */
export function TableHead({ table, query, columns, hasBoxes }: Props) {
  return (
    <thead {...AS.rowgroup} className="max-lg:sr-only lg:sticky lg:top-0 lg:z-10">
      <tr {...AS.row} className="bg-paper-sunk text-note">
        {hasBoxes ? (
          <th {...AS.columnheader} scope="col" className="w-12 rounded-tl-card">
            <span className="sr-only">Chosen</span>
          </th>
        ) : null}
        {columns.map((column) => (
          <th
            key={column.name}
            {...AS.columnheader}
            scope="col"
            aria-sort={sortOf(column, query)}
            className={`${cellClass(column)} font-semibold first:rounded-tl-card last:rounded-tr-card`}
          >
            {column.sorts ? <SortLink table={table} query={query} column={column} /> : column.name}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function sortOf({ sorts, isRisingFirst = false }: Column, { sort }: TableQuery) {
  if (!sorts?.includes(sort)) return undefined
  return (sort === sorts[0]) === isRisingFirst ? 'ascending' : 'descending'
}

function SortLink({ table, query, column }: { table: TableDefinition; query: TableQuery; column: Column }) {
  const [first, then] = column.sorts ?? ['', '']
  const way = sortOf(column, query)
  return (
    <DeskLink
      href={tableHref(table, query, { sort: query.sort === first ? then : first })}
      className="inline-flex min-h-8 items-center gap-1 underline decoration-line-strong underline-offset-4"
    >
      {column.name}
      {way === 'ascending' ? <ArrowUp aria-hidden className="size-4" /> : null}
      {way === 'descending' ? <ArrowDown aria-hidden className="size-4" /> : null}
    </DeskLink>
  )
}
