import 'server-only'
import type { createMerchantSupabase } from '#lib/supabase/server.ts'

/** A parcel for `ship_orders`; the order by its id or its number. */
export type ShipRow = {
  row: number
  order_id?: string
  number?: string
  carrier: string
  tracking_number: string | null
  tracking_url: string | null
  request_id: string
}

/** Orders in one transaction: short enough for the statement's time limit and the locks it holds meanwhile. */
const CHUNK = 200

/** Ships every row and answers how each went. A chunk that fails as a whole is told for each of its rows; the others are done. */
export async function shipRows(
  supabase: Awaited<ReturnType<typeof createMerchantSupabase>>,
  merchantId: string,
  rows: readonly ShipRow[],
): Promise<{ row: number; outcome: string }[]> {
  const answers: { row: number; outcome: string }[] = []
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK)
    const { data, error } = await supabase.rpc('ship_orders', { p_merchant_id: merchantId, p_rows: chunk })
    // 42501: not one of the merchant's people, which no row of the file can mend.
    const outcome = error?.code === '42501' ? 'not_allowed' : 'failed'
    answers.push(...(error ? chunk.map(({ row }) => ({ row, outcome })) : data))
  }
  return answers
}
