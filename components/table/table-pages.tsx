import { DeskButton } from '#components/ui/desk-link.tsx'
import type { TablePage } from '#lib/tables/table-page.ts'
import { type TableDefinition, type TableQuery, tableHref } from '#lib/tables/table-query.ts'

type Props = { table: TableDefinition; query: TableQuery; page: TablePage<unknown> }

/** The ways to the pages before and after this one; nothing where this is all. */
export function TablePages({ table, query, page }: Props) {
  const { before, after } = page
  const isElsewhere = query.after !== undefined || query.before !== undefined
  if (!before && !after && !isElsewhere) return null
  return (
    <nav aria-label="Pages" className="flex flex-wrap gap-3">
      {isElsewhere ? <DeskButton href={tableHref(table, query)}>First page</DeskButton> : null}
      {before ? (
        <DeskButton rel="prev" href={tableHref(table, query, { before })}>
          Page before
        </DeskButton>
      ) : null}
      {after ? (
        <DeskButton rel="next" tone="ink" href={tableHref(table, query, { after })}>
          Next page
        </DeskButton>
      ) : null}
    </nav>
  )
}
