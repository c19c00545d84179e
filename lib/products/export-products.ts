import 'server-only'
import type { createMerchantSupabase } from '#lib/supabase/server.ts'
import { exportRows } from '#lib/tables/export-rows.ts'
import type { TableQuery } from '#lib/tables/table-query.ts'
import { readProducts } from './list-products.ts'
import { type ProductRow, productState } from './product-table.ts'

const HEADINGS = ['Product', 'Name', 'Choices', 'Pictures', 'Tax %', 'State', 'Sales', 'Added']

/** All products of a search as CSV. */
export function exportProducts(
  supabase: Awaited<ReturnType<typeof createMerchantSupabase>>,
  { before: _page, ...query }: TableQuery,
  merchantId: string,
): ReadableStream<Uint8Array> {
  return exportRows<ProductRow>({
    headings: HEADINGS,
    read: (after, limit) => readProducts(supabase, { ...query, ...(after && { after }) }, merchantId, limit),
    cells: (row) => [
      row.id,
      row.name,
      row.variants.join('; '),
      row.pictures,
      row.tax_basis_points === null ? null : row.tax_basis_points / 100,
      productState(row),
      row.sales,
      row.created_at,
    ],
    placeOf: ({ id }) => id,
  })
}
