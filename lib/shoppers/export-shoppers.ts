import 'server-only'
import { minorDigits } from '#lib/money/format-money.ts'
import type { createMerchantSupabase } from '#lib/supabase/server.ts'
import { exportRows } from '#lib/tables/export-rows.ts'
import type { TableQuery } from '#lib/tables/table-query.ts'
import { readShoppers } from './queries.ts'
import type { ShopperRow } from './shopper-table.ts'

const HEADINGS = [
  'Name',
  'E-mail',
  'Orders',
  'Paid',
  'Currency',
  'Claims',
  'Ran out',
  'First order',
  'Last order',
]

/** All shoppers of a search as CSV. */
export function exportShoppers(
  supabase: Awaited<ReturnType<typeof createMerchantSupabase>>,
  { before: _page, ...query }: TableQuery,
  merchantId: string,
): ReadableStream<Uint8Array> {
  return exportRows<ShopperRow>({
    headings: HEADINGS,
    read: (after, limit) => readShoppers(supabase, { ...query, ...(after && { after }) }, merchantId, limit),
    cells: cellsOf,
    placeOf: ({ id }) => id,
  })
}

function cellsOf(shopper: ShopperRow): (string | number | null)[] {
  const digits = minorDigits(shopper.currency)
  return [
    shopper.name,
    shopper.email,
    shopper.orders,
    shopper.paid_cents === null ? null : (shopper.paid_cents / 10 ** digits).toFixed(digits),
    shopper.currency,
    shopper.claims,
    shopper.lapsed,
    shopper.first_at,
    shopper.last_at,
  ]
}
