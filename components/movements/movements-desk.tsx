import { TableEmpty } from '#components/table/table-empty.tsx'
import { TablePages } from '#components/table/table-pages.tsx'
import { TableScreen } from '#components/table/table-screen.tsx'
import { TableSearch } from '#components/table/table-search.tsx'
import { listSaleNames } from '#lib/merchant-orders/queries.ts'
import { MOVEMENT_TABLE } from '#lib/movements/movement-table.ts'
import { listItemNames, listMovements } from '#lib/movements/queries.ts'
import { type TableQuery, tableHref } from '#lib/tables/table-query.ts'
import { MovementList } from './movement-list.tsx'

type Props = { query: TableQuery; merchantId: string }

/** What every unit of a sale did: the record nothing can be taken out of. */
export async function MovementsDesk({ query, merchantId }: Props) {
  const sales = await listSaleNames(merchantId)
  const sale = sales.find(({ id }) => id === query.filters.sale) ?? sales[0]
  if (!sale)
    return (
      <TableScreen title="Movements" table={MOVEMENT_TABLE} query={query}>
        <TableEmpty
          table={MOVEMENT_TABLE}
          query={{ ...query, filters: {} }}
          never="No sale yet. Once the first one has items, everything their units do is written down here."
        />
      </TableScreen>
    )
  const [page, items] = await Promise.all([listMovements(query, merchantId, sale.id), listItemNames(sale.id)])
  return (
    <TableScreen
      title="Movements"
      table={MOVEMENT_TABLE}
      query={query}
      exportPath="/dashboard/movements/export"
    >
      <p className="max-w-prose text-ink-soft">
        Every unit of <strong className="text-ink">{sale.title}</strong> changing hands, as it happened.
        Nothing here can be changed or taken out.
      </p>
      <TableSearch
        key={tableHref(MOVEMENT_TABLE, query)}
        table={MOVEMENT_TABLE}
        query={query}
        choices={{
          sale: sales.map(({ id, title }) => [id, title]),
          item: items.map(({ id, title }) => [id, title]),
        }}
      />
      <MovementList movements={page.rows} query={query} />
      <TablePages table={MOVEMENT_TABLE} query={query} page={page} />
    </TableScreen>
  )
}
