import { exportOrders } from '#lib/merchant-orders/export-orders.ts'
import { readOrderSearch } from '#lib/merchant-orders/order-search.ts'
import { getViewer } from '#lib/merchants/queries.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'

/** The orders of a search as a CSV file, for people of the merchant named. 401 without a session, no rows for strangers. */
export async function GET(request: Request): Promise<Response> {
  if (!(await getViewer()))
    return new Response(null, { status: 401, headers: { 'cache-control': 'no-store' } })
  const search = readOrderSearch(Object.fromEntries(new URL(request.url).searchParams))
  if (!search.merchant) return new Response(null, { status: 400, headers: { 'cache-control': 'no-store' } })
  const day = new Date().toISOString().slice(0, 10)
  return new Response(exportOrders(await createMerchantSupabase(), search, search.merchant), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="orders-${day}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
