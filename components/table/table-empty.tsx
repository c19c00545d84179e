import { DeskButton } from '#components/ui/desk-link.tsx'
import { isNarrowed, type TableDefinition, type TableQuery, tableHref } from '#lib/tables/table-query.ts'

type Props = {
  table: TableDefinition
  query: TableQuery
  /** What will be here one day, and what makes it come. */
  never: string
}

/** A table without a row says why: nothing is like what was asked, the page is beyond the end, or there has never been one. */
export function TableEmpty({ table, query, never }: Props) {
  const isBeyond = query.after !== undefined || query.before !== undefined
  return (
    <div role="status" className="grid max-w-prose justify-items-start gap-4 py-4">
      <p className="text-lead text-ink-soft">
        {isBeyond
          ? `There are no more ${table.nouns[1]} on this side.`
          : isNarrowed(query)
            ? `No ${table.nouns[0]} is like that.${query.q ? ' Look for fewer letters (three at least), or show everything.' : ''}`
            : never}
      </p>
      {isBeyond ? <DeskButton href={tableHref(table, query)}>First page</DeskButton> : null}
      {!isBeyond && isNarrowed(query) ? <DeskButton href={table.path}>Show everything</DeskButton> : null}
    </div>
  )
}
