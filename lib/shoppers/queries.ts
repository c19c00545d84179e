import 'server-only'
import { z } from 'zod'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { PAGE_ROWS, pageOf, type TablePage } from '#lib/tables/table-page.ts'
import type { TableQuery } from '#lib/tables/table-query.ts'
import { type ShopperRow, shopperArguments } from './shopper-table.ts'

type Supabase = Awaited<ReturnType<typeof createMerchantSupabase>>

const rowsShape: z.ZodType<ShopperRow[]> = z.array(
  z.object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    orders: z.number(),
    paid_cents: z.coerce.number().nullable(),
    currency: z.string(),
    claims: z.number(),
    lapsed: z.number(),
    first_at: z.string(),
    last_at: z.string(),
  }),
)

/** One page of a merchant's shoppers. None for people who do not work there. */
export async function listShoppers(query: TableQuery, merchantId: string): Promise<TablePage<ShopperRow>> {
  const rows = await readShoppers(await createMerchantSupabase(), query, merchantId, PAGE_ROWS + 1)
  return pageOf(rows, query, ({ id }) => id)
}

/** Up to `limit` (at most 1,000) shoppers of the query's page. Throws when the database does not answer. */
export async function readShoppers(
  supabase: Supabase,
  query: TableQuery,
  merchantId: string,
  limit: number,
): Promise<ShopperRow[]> {
  const { data, error } = await supabase.rpc('list_shoppers', shopperArguments(query, merchantId, limit))
  if (error) throw new Error(`The shoppers could not be read: ${error.message}`)
  return rowsShape.parse(data)
}
