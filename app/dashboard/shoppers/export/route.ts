import { exportShoppers } from '#lib/shoppers/export-shoppers.ts'
import { SHOPPER_TABLE } from '#lib/shoppers/shopper-table.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { csvResponse } from '#lib/tables/export-rows.ts'
import { requireExport } from '#lib/tables/require-export.ts'
import { readTableQuery } from '#lib/tables/table-query.ts'

/** The chosen merchant's shoppers of a search as a CSV file: a list of people, which not every role takes home. */
export async function GET(request: Request): Promise<Response> {
  const desk = await requireExport('export_shoppers')
  if (desk instanceof Response) return desk
  const query = readTableQuery(SHOPPER_TABLE, Object.fromEntries(new URL(request.url).searchParams))
  const { id, slug } = desk.merchant
  return csvResponse(exportShoppers(await createMerchantSupabase(), query, id), 'shoppers', slug)
}
