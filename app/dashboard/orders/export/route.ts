import { exportOrders } from '#lib/merchant-orders/export-orders.ts'
import { ORDER_TABLE } from '#lib/merchant-orders/order-table.ts'
import { getDesk } from '#lib/merchants/chosen-merchant.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { csvResponse } from '#lib/tables/export-rows.ts'
import { readTableQuery } from '#lib/tables/table-query.ts'

/** The chosen merchant's orders of a search as a CSV file. 401 for who is not signed in or works for nobody. */
export async function GET(request: Request): Promise<Response> {
  const desk = await getDesk()
  if (!desk) return new Response(null, { status: 401, headers: { 'cache-control': 'no-store' } })
  const query = readTableQuery(ORDER_TABLE, Object.fromEntries(new URL(request.url).searchParams))
  const { id, slug } = desk.merchant
  return csvResponse(exportOrders(await createMerchantSupabase(), query, id), 'orders', slug)
}
