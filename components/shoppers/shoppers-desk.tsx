import { TablePages } from '#components/table/table-pages.tsx'
import { TableScreen } from '#components/table/table-screen.tsx'
import { TableSearch } from '#components/table/table-search.tsx'
import { listShoppers } from '#lib/shoppers/queries.ts'
import { SHOPPER_TABLE } from '#lib/shoppers/shopper-table.ts'
import { type TableQuery, tableHref } from '#lib/tables/table-query.ts'
import { ShopperList } from './shopper-list.tsx'

type Props = { query: TableQuery; merchantId: string; canExport: boolean }

/** Who ordered from the merchant: only what the orders themselves say. */
export async function ShoppersDesk({ query, merchantId, canExport }: Props) {
  const page = await listShoppers(query, merchantId)
  return (
    <TableScreen
      title="Shoppers"
      table={SHOPPER_TABLE}
      query={query}
      {...(canExport && { exportPath: '/dashboard/shoppers/export' })}
    >
      <p className="max-w-prose text-ink-soft">
        Everybody who ordered from you or began to, by the e-mail they wrote. Use it to answer and to ship:
        nobody here has agreed to be sent news.
      </p>
      <TableSearch key={tableHref(SHOPPER_TABLE, query)} table={SHOPPER_TABLE} query={query} />
      <ShopperList shoppers={page.rows} query={query} />
      <TablePages table={SHOPPER_TABLE} query={query} page={page} />
    </TableScreen>
  )
}
