import { getDesk } from '#lib/merchants/chosen-merchant.ts'
import { exportShoppers } from '#lib/shoppers/export-shoppers.ts'
import { SHOPPER_TABLE } from '#lib/shoppers/shopper-table.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { csvResponse } from '#lib/tables/export-rows.ts'
import { readTableQuery } from '#lib/tables/table-query.ts'
import { mayDo } from '#lib/team/permissions.ts'

/**
 * The chosen merchant's shoppers of a search as a CSV file. 401 for who is not signed in or works for nobody, 403 for
 * a role that may not take the list home.
 */
export async function GET(request: Request): Promise<Response> {
  const desk = await getDesk()
  const headers = { 'cache-control': 'no-store' }
  if (!desk) return new Response(null, { status: 401, headers })
  if (!mayDo(desk.role, 'export_shoppers'))
    return new Response('Ask the owner or a manager for this file: your role may not take it.\n', {
      status: 403,
      headers,
    })
  const query = readTableQuery(SHOPPER_TABLE, Object.fromEntries(new URL(request.url).searchParams))
  const { id, slug } = desk.merchant
  return csvResponse(exportShoppers(await createMerchantSupabase(), query, id), 'shoppers', slug)
}
