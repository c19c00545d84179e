import { exportProducts } from '#lib/products/export-products.ts'
import { PRODUCT_TABLE } from '#lib/products/product-table.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { csvResponse } from '#lib/tables/export-rows.ts'
import { requireExport } from '#lib/tables/require-export.ts'
import { readTableQuery } from '#lib/tables/table-query.ts'

/** The chosen merchant's products of a search as a CSV file. */
export async function GET(request: Request): Promise<Response> {
  const desk = await requireExport('export')
  if (desk instanceof Response) return desk
  const query = readTableQuery(PRODUCT_TABLE, Object.fromEntries(new URL(request.url).searchParams))
  const { id, slug } = desk.merchant
  return csvResponse(exportProducts(await createMerchantSupabase(), query, id), 'products', slug)
}
