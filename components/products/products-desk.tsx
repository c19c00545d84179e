import { TablePages } from '#components/table/table-pages.tsx'
import { TableScreen } from '#components/table/table-screen.tsx'
import { TableSearch } from '#components/table/table-search.tsx'
import { DeskButton } from '#components/ui/desk-link.tsx'
import { listProductRows } from '#lib/products/list-products.ts'
import { PRODUCT_TABLE } from '#lib/products/product-table.ts'
import { isNarrowed, type TableQuery, tableHref } from '#lib/tables/table-query.ts'
import { ProductList } from './product-list.tsx'

type Props = { query: TableQuery; merchantId: string; canEdit: boolean; canExport: boolean }

const NEW = '/dashboard/products/new'

/** Everything the merchant makes, fifty at a time. */
export async function ProductsDesk({ query, merchantId, canEdit, canExport }: Props) {
  const page = await listProductRows(query, merchantId)
  const isFirst = !isNarrowed(query) && query.after === undefined && query.before === undefined
  if (page.rows.length === 0 && isFirst && !(await hasAny(query, merchantId)))
    return <NoProducts canEdit={canEdit} />
  return (
    <TableScreen
      title="Products"
      table={PRODUCT_TABLE}
      query={query}
      {...(canExport && { exportPath: '/dashboard/products/export' })}
      action={
        canEdit ? (
          <DeskButton href={NEW} tone="hot">
            New product
          </DeskButton>
        ) : null
      }
    >
      <TableSearch key={tableHref(PRODUCT_TABLE, query)} table={PRODUCT_TABLE} query={query} />
      <ProductList products={page.rows} merchantId={merchantId} query={query} canEdit={canEdit} />
      <TablePages table={PRODUCT_TABLE} query={query} page={page} />
    </TableScreen>
  )
}

async function hasAny(query: TableQuery, merchantId: string): Promise<boolean> {
  const { rows } = await listProductRows({ ...query, filters: { show: 'everything' } }, merchantId)
  return rows.length > 0
}

function NoProducts({ canEdit }: { canEdit: boolean }) {
  return (
    <>
      <h1 className="poster text-poster">Products</h1>
      <div className="grid max-w-prose justify-items-start gap-4">
        <p className="text-lead text-ink-soft">
          Nothing here yet. A product is a thing you make: its name, its story, its pictures. What it costs
          and how many there are is said in each sale.
        </p>
        {canEdit ? (
          <DeskButton href={NEW} tone="hot" size="large">
            Add the first product
          </DeskButton>
        ) : (
          <p className="text-body">With your role you can look at products. An owner adds them.</p>
        )}
      </div>
    </>
  )
}
