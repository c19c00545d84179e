import type { ReactNode } from 'react'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { isNarrowed, type TableDefinition, type TableQuery, tableHref } from '#lib/tables/table-query.ts'

type Props = {
  title: string
  table: TableDefinition
  query: TableQuery
  exportPath?: string
  /** What one comes here to begin. */
  action?: ReactNode
  children: ReactNode
}

/** The head of a screen that is a table: what it is, and the way to take all of it home as a file. */
export function TableScreen({ title, table, query, exportPath, action, children }: Props) {
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <h1 className="poster text-poster">{title}</h1>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          {exportPath ? (
            <a
              href={tableHref(table, query, {}, exportPath)}
              download
              className="inline-flex min-h-12 items-center font-semibold underline underline-offset-4"
            >
              Export {isNarrowed(query) ? 'what was found' : `all ${table.nouns[1]}`} as CSV
            </a>
          ) : null}
          {action}
        </div>
      </div>
      {children}
    </>
  )
}

/** The place of the search and of ten rows. */
export function TableSkeleton({ title }: { title: string }) {
  return (
    <>
      <h1 className="poster text-poster">{title}</h1>
      <Skeleton className="h-20" />
      <div className="grid gap-px overflow-hidden rounded-card border border-line" role="status">
        <span className="sr-only">Loading</span>
        {Array.from({ length: 10 }, (_, row) => (
          <Skeleton key={String(row)} className="h-16 rounded-none" />
        ))}
      </div>
    </>
  )
}
