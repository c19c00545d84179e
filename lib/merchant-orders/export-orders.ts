import 'server-only'
import { CSV_START, csvLine } from '#lib/csv/write-csv.ts'
import { minorDigits } from '#lib/money/format-money.ts'
import type { createMerchantSupabase } from '#lib/supabase/server.ts'
import type { OrderSearch } from './order-search.ts'
import { type OrderRow, searchOrders } from './queries.ts'

const CHUNK_ROWS = 1_000
/** Where an export ends, whatever was asked for. */
const ROWS_MAX = 200_000

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

/**
 * All orders of a search as CSV, page by page, so that a hundred thousand of them need no more memory than a thousand. The two last columns are
 * for the merchant to fill in: the same file comes back as tracking numbers.
 */
export function exportOrders(
  supabase: Awaited<ReturnType<typeof createMerchantSupabase>>,
  search: OrderSearch,
  merchantId: string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let after = search.after
  let count = 0
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(CSV_START + csvLine(HEADINGS)))
    },
    async pull(controller) {
      const rows = await searchOrders(supabase, { ...search, after }, merchantId, CHUNK_ROWS)
      controller.enqueue(encoder.encode(rows.map(lineOf).join('')))
      count += rows.length
      after = rows.at(-1)?.id
      if (rows.length < CHUNK_ROWS || count >= ROWS_MAX) controller.close()
    },
  })
}

function lineOf(order: OrderRow): string {
  const digits = minorDigits(order.currency)
  const total = (order.total_cents / 10 ** digits).toFixed(digits)
  return csvLine([
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
  ])
}
