import 'server-only'
import type { createMerchantSupabase } from '#lib/supabase/server.ts'
import { exportRows } from '#lib/tables/export-rows.ts'
import type { TableQuery } from '#lib/tables/table-query.ts'
import type { MovementRow } from './movement-table.ts'
import { readMovements } from './queries.ts'

const HEADINGS = ['Movement', 'At', 'Kind', 'Units', 'Product', 'Variant', 'Cause', 'Claim', 'Order']

/** All movements of a sale, newest first, as CSV. */
export function exportMovements(
  supabase: Awaited<ReturnType<typeof createMerchantSupabase>>,
  { before: _page, ...query }: TableQuery,
  merchantId: string,
  saleId: string,
): ReadableStream<Uint8Array> {
  return exportRows<MovementRow>({
    headings: HEADINGS,
    read: (after, limit) =>
      readMovements(supabase, { ...query, ...(after && { after }) }, merchantId, saleId, limit),
    cells: (row) => [
      row.id,
      row.at,
      row.kind,
      row.quantity,
      row.product_name,
      row.variant_name,
      row.cause,
      row.claim_id,
      row.order_number,
    ],
    placeOf: ({ id }) => String(id),
  })
}
