import { TablePages } from '#components/table/table-pages.tsx'
import { TableScreen } from '#components/table/table-screen.tsx'
import { TableSearch } from '#components/table/table-search.tsx'
import { ORDER_TABLE } from '#lib/merchant-orders/order-table.ts'
import { listMerchantOrders, listSaleNames } from '#lib/merchant-orders/queries.ts'
import { type TableQuery, tableHref } from '#lib/tables/table-query.ts'
import { OrderList } from './order-list.tsx'
import { TrackingUpload } from './tracking-upload.tsx'

type Props = { query: TableQuery; merchantId: string }

/** Find, choose, ship: the orders of one merchant, fifty at a time. */
export async function OrdersDesk({ query, merchantId }: Props) {
  const [page, sales] = await Promise.all([listMerchantOrders(query, merchantId), listSaleNames(merchantId)])
  const asked = tableHref(ORDER_TABLE, query)
  return (
    <TableScreen title="Orders" table={ORDER_TABLE} query={query} exportPath="/dashboard/orders/export">
      <TableSearch
        key={asked}
        table={ORDER_TABLE}
        query={query}
        choices={{ sale: sales.map(({ id, title }) => [id, title]) }}
      />
      <TrackingUpload merchantId={merchantId} />
      <OrderList orders={page.rows} merchantId={merchantId} query={query} />
      <TablePages table={ORDER_TABLE} query={query} page={page} />
    </TableScreen>
  )
}
