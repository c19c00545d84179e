import 'server-only'
import { minorDigits } from '#lib/money/format-money.ts'
import type { createMerchantSupabase } from '#lib/supabase/server.ts'
import { exportRows } from '#lib/tables/export-rows.ts'
import type { TableQuery } from '#lib/tables/table-query.ts'
import { type OrderRow, searchOrders } from './queries.ts'

const HEADINGS = [
  'Order',
  'Status',
  'Placed',
  'Paid',
  'Sale',
  'Name',
  'E-mail',
  'Total',
  'Currency',
  'To ship',
  'Sent with',
  'Carrier',
  'Tracking number',
]

/** All orders of a search as CSV. The two last columns are for the merchant to fill in: the same file comes back as tracking numbers. */
export function exportOrders(
  supabase: Awaited<ReturnType<typeof createMerchantSupabase>>,
  { before: _page, ...query }: TableQuery,
  merchantId: string,
): ReadableStream<Uint8Array> {
  return exportRows<OrderRow>({
    headings: HEADINGS,
    read: (after, limit) => searchOrders(supabase, { ...query, ...(after && { after }) }, merchantId, limit),
    cells: cellsOf,
    placeOf: ({ id }) => id,
  })
}

function cellsOf(order: OrderRow): (string | number | null)[] {
  const digits = minorDigits(order.currency)
  const total = (order.total_cents / 10 ** digits).toFixed(digits)
  return [
    order.number,
    order.status,
    order.created_at,
    order.paid_at,
    order.sale_title,
    order.name,
    order.email,
    total,
    order.currency,
    order.to_ship,
    order.tracking_numbers,
    '',
    '',
  ]
}
