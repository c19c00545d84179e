'use client'

import { type ReactNode, useRef } from 'react'
import type { TableDefinition, TableQuery } from '#lib/tables/table-query.ts'
import type { Selection } from './selection.ts'
import { AS, type Column, cellClass, type TableRow } from './table-columns.ts'
import { TableHead } from './table-head.tsx'
import { useTableKeys } from './use-table-keys.ts'

type Props = {
  table: TableDefinition
  query: TableQuery
  columns: readonly Column[]
  rows: readonly TableRow[]
  /** Where rows can be chosen. */
  selection?: Selection
  /** What the page says when there is no row. */
  empty?: ReactNode
}

/** The rows of a page: a table on a desk, a list of small sheets on a phone, and to a screen reader a table on both. */
export function DataTable({ table, query, columns, rows, selection, empty }: Props) {
  const body = useRef<HTMLTableSectionElement>(null)
  useTableKeys(body, selection)
  if (rows.length === 0) return empty
  const ids = rows.map(({ id }) => id)
  const isAllChosen = selection !== undefined && ids.every((id) => selection.has(id))
  return (
    <div className="rounded-card border border-line bg-paper-raised">
      {selection ? (
        <label className="flex min-h-12 items-center border-b border-line text-note font-semibold">
          <span className="grid size-12 place-items-center">
            <input
              type="checkbox"
              className="size-5 accent-ink"
              checked={isAllChosen}
              onChange={(event) => selection.choose(ids, event.target.checked)}
            />
          </span>
          Choose all on this page
        </label>
      ) : null}
      <table {...AS.table} aria-label={capital(table.nouns[1])} className="w-full max-lg:block">
        <TableHead table={table} query={query} columns={columns} hasBoxes={selection !== undefined} />
        <tbody ref={body} {...AS.rowgroup} className="divide-y divide-line max-lg:block">
          {rows.map((row) => (
            <tr
              key={row.id}
              {...AS.row}
              data-id={row.id}
              className={`focus-within:bg-paper-sunk hover:bg-paper-sunk max-lg:grid max-lg:gap-x-2 max-lg:gap-y-1 max-lg:py-2.5 max-lg:pr-3 ${selection?.has(row.id) ? 'bg-paper-sunk' : ''} ${selection ? 'max-lg:grid-cols-[3rem_minmax(0,1fr)_auto]' : 'max-lg:grid-cols-[0.25rem_minmax(0,1fr)_auto]'}`}
            >
              {selection ? (
                <td {...AS.cell} className="max-lg:row-span-3 lg:w-12">
                  <label className="grid size-12 place-items-center">
                    <input
                      type="checkbox"
                      className="size-5 accent-ink"
                      checked={selection.has(row.id)}
                      onChange={(event) => selection.choose([row.id], event.target.checked)}
                      aria-label={`Choose ${row.name}`}
                    />
                  </label>
                </td>
              ) : null}
              {columns.map((column, at) => (
                <td key={column.name} {...AS.cell} className={cellClass(column)}>
                  {row.cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
