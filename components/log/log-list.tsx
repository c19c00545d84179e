'use client'

import type { ReactNode } from 'react'
import { LocalTime } from '#components/sale/local-time.tsx'
import { DataTable } from '#components/table/data-table.tsx'
import type { Column } from '#components/table/table-columns.ts'
import { TableEmpty } from '#components/table/table-empty.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { LOG_TABLE } from '#lib/log/log-table.ts'
import { type LogRow, whoOf } from '#lib/log/row.ts'
import { detailWords, logWords, subjectPath } from '#lib/log/words.ts'
import type { TableQuery } from '#lib/tables/table-query.ts'

const COLUMNS: readonly Column[] = [
  { name: 'What', on: 'title' },
  { name: 'To what', on: 'line' },
  { name: 'Who', on: 'line' },
  { name: 'When', on: 'line' },
]

/** What was done, newest first: what, to what and why, by whom, when. */
export function LogList({ rows, query }: { rows: readonly LogRow[]; query: TableQuery }) {
  return (
    <DataTable
      table={LOG_TABLE}
      query={query}
      columns={COLUMNS}
      rows={rows.map((row) => ({ id: String(row.id), name: `entry ${row.id}`, cells: cellsOf(row) }))}
      empty={
        <TableEmpty
          table={LOG_TABLE}
          query={query}
          never="Nothing was done yet. Whatever somebody pauses, ships, refunds or changes is written down here."
        />
      }
    />
  )
}

function cellsOf(row: LogRow): ReactNode[] {
  const path = subjectPath(row.subject_kind, row.action, row.subject_id)
  const more = detailWords(row.detail)
  return [
    <span key="what" className="font-semibold">
      {logWords(row.action)}
    </span>,
    more && path ? (
      <DeskLink
        key="of"
        href={path}
        className="inline-flex min-h-8 max-w-full items-center underline underline-offset-4"
      >
        <span className="min-w-0 break-words">{more}</span>
      </DeskLink>
    ) : (
      <span key="of" className="break-words">
        {more}
      </span>
    ),
    <span key="who" className="text-note break-all text-ink-soft">
      {whoOf(row)}
    </span>,
    <LocalTime key="when" atMs={Date.parse(row.at)} className="text-note text-ink-soft" />,
  ]
}
