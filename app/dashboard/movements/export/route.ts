import { listSaleNames } from '#lib/merchant-orders/queries.ts'
import { exportMovements } from '#lib/movements/export-movements.ts'
import { MOVEMENT_TABLE } from '#lib/movements/movement-table.ts'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { csvResponse } from '#lib/tables/export-rows.ts'
import { requireExport } from '#lib/tables/require-export.ts'
import { readTableQuery } from '#lib/tables/table-query.ts'

/** A sale's movements as a CSV file, of the chosen merchant. 404 without a sale. */
export async function GET(request: Request): Promise<Response> {
  const desk = await requireExport('export')
  if (desk instanceof Response) return desk
  const query = readTableQuery(MOVEMENT_TABLE, Object.fromEntries(new URL(request.url).searchParams))
  const { id, slug } = desk.merchant
  const saleId = query.filters.sale ?? (await listSaleNames(id))[0]?.id
  if (!saleId) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
  return csvResponse(exportMovements(await createMerchantSupabase(), query, id, saleId), 'movements', slug)
}
