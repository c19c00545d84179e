import { exportOrders } from '#lib/merchant-orders/export-orders.ts'
import { readOrderSearch } from '#lib/merchant-orders/order-search.ts'
import { getDesk } from '#lib/merchants/chosen-merchant.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'

/** The chosen merchant's orders of a search as a CSV file. 401 for who is not signed in or works for nobody. */
export async function GET(request: Request): Promise<Response> {
  const desk = await getDesk()
  if (!desk) return new Response(null, { status: 401, headers: { 'cache-control': 'no-store' } })
  const search = readOrderSearch(Object.fromEntries(new URL(request.url).searchParams))
  const day = new Date().toISOString().slice(0, 10)
  return new Response(exportOrders(await createMerchantSupabase(), search, desk.merchant.id), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="orders-${desk.merchant.slug}-${day}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
