import { exportLog } from '#lib/log/export-log.ts'
import { readLogSearch } from '#lib/log/log-search.ts'
import { getDesk } from '#lib/merchants/chosen-merchant.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { mayDo } from '#lib/team/permissions.ts'

/** The chosen merchant's log as a CSV file. 401 for who is not signed in, 403 for a role that does not read it. */
export async function GET(request: Request): Promise<Response> {
  const desk = await getDesk()
  if (!desk || !mayDo(desk.role, 'read_log'))
    return new Response(null, { status: desk ? 403 : 401, headers: { 'cache-control': 'no-store' } })
  const search = readLogSearch(Object.fromEntries(new URL(request.url).searchParams))
  const day = new Date().toISOString().slice(0, 10)
  return new Response(exportLog(await createMerchantSupabase(), desk.merchant.id, search), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="log-${desk.merchant.slug}-${day}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
