import { TablePages } from '#components/table/table-pages.tsx'
import { TableScreen } from '#components/table/table-screen.tsx'
import { TableSearch } from '#components/table/table-search.tsx'
import { LOG_TABLE } from '#lib/log/log-table.ts'
import { listLog, listLogPeople } from '#lib/log/queries.ts'
import { type TableQuery, tableHref } from '#lib/tables/table-query.ts'
import { LogList } from './log-list.tsx'

type Props = { query: TableQuery; merchant: { id: string; name: string } }

/** Who did what at the merchant, fifty entries at a time. */
export async function LogDesk({ query, merchant }: Props) {
  const [page, people] = await Promise.all([listLog(query, merchant.id), listLogPeople(merchant.id)])
  return (
    <TableScreen title="Log" table={LOG_TABLE} query={query} exportPath="/dashboard/log/export">
      <p className="max-w-prose text-ink-soft">
        Who did what at <strong className="text-ink">{merchant.name}</strong>. Nobody can change it.
      </p>
      <TableSearch
        key={tableHref(LOG_TABLE, query)}
        table={LOG_TABLE}
        query={query}
        choices={{ person: people.map(({ id, email }) => [id, email || 'Without an address']) }}
      />
      <LogList rows={page.rows} query={query} />
      <TablePages table={LOG_TABLE} query={query} page={page} />
    </TableScreen>
  )
}
