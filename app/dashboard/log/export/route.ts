import { exportLog } from '#lib/log/export-log.ts'
import { LOG_TABLE } from '#lib/log/log-table.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { csvResponse } from '#lib/tables/export-rows.ts'
import { requireExport } from '#lib/tables/require-export.ts'
import { readTableQuery } from '#lib/tables/table-query.ts'

/** What of the chosen merchant's log a search finds, as a CSV file. */
export async function GET(request: Request): Promise<Response> {
  const desk = await requireExport('read_log')
  if (desk instanceof Response) return desk
  const query = readTableQuery(LOG_TABLE, Object.fromEntries(new URL(request.url).searchParams))
  const { id, slug } = desk.merchant
  return csvResponse(exportLog(await createMerchantSupabase(), query, id), 'log', slug)
}
