import 'server-only'
import { z } from 'zod'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { PAGE_ROWS, pageOf, type TablePage } from '#lib/tables/table-page.ts'
import type { TableQuery } from '#lib/tables/table-query.ts'
import { type ProductRow, productArguments } from './product-table.ts'

type Supabase = Awaited<ReturnType<typeof createMerchantSupabase>>

const rowsShape: z.ZodType<ProductRow[]> = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    picture_url: z.string().nullable(),
    picture_alt: z.string().nullable(),
    pictures: z.number(),
    variants: z.array(z.string()),
    tax_basis_points: z.number().nullable(),
    status: z.enum(['active', 'archived']),
    sales: z.number(),
    is_in_sale: z.boolean(),
    created_at: z.string(),
  }),
)

/** One page of what the merchant makes. None for people who do not work there. */
export async function listProductRows(query: TableQuery, merchantId: string): Promise<TablePage<ProductRow>> {
  const rows = await readProducts(await createMerchantSupabase(), query, merchantId, PAGE_ROWS + 1)
  return pageOf(rows, query, ({ id }) => id)
}

/** Up to `limit` (at most 1,000) products of the query's page. Throws when the database does not answer. */
export async function readProducts(
  supabase: Supabase,
  query: TableQuery,
  merchantId: string,
  limit: number,
): Promise<ProductRow[]> {
  const { data, error } = await supabase.rpc('list_products', productArguments(query, merchantId, limit))
  if (error) throw new Error(`The products could not be read: ${error.message}`)
  return rowsShape.parse(data)
}
