import 'server-only'
import { z } from 'zod'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { PAGE_ROWS, pageOf, type TablePage } from '#lib/tables/table-page.ts'
import type { TableQuery } from '#lib/tables/table-query.ts'
import { type MovementRow, movementArguments } from './movement-table.ts'

type Supabase = Awaited<ReturnType<typeof createMerchantSupabase>>

const rowsShape: z.ZodType<MovementRow[]> = z.array(
  z.object({
    id: z.number(),
    at: z.string(),
    kind: z.string(),
    quantity: z.number(),
    cause: z.string(),
    product_name: z.string(),
    variant_name: z.string(),
    claim_id: z.string().nullable(),
    order_id: z.string().nullable(),
    order_number: z.string().nullable(),
  }),
)

/** One page of a sale's movements. None for people who do not work for its merchant. */
export async function listMovements(
  query: TableQuery,
  merchantId: string,
  saleId: string,
): Promise<TablePage<MovementRow>> {
  const rows = await readMovements(await createMerchantSupabase(), query, merchantId, saleId, PAGE_ROWS + 1)
  return pageOf(rows, query, ({ id }) => String(id))
}

/** Up to `limit` (at most 1,000) movements of the query's page. Throws when the database does not answer. */
export async function readMovements(
  supabase: Supabase,
  query: TableQuery,
  merchantId: string,
  saleId: string,
  limit: number,
): Promise<MovementRow[]> {
  const { data, error } = await supabase.rpc(
    'list_movements',
    movementArguments(query, merchantId, saleId, limit),
  )
  if (error) throw new Error(`The movements could not be read: ${error.message}`)
  return rowsShape.parse(data)
}

export type Named = { id: string; title: string }

/** The items of a sale for the filter, by their place in it. */
export async function listItemNames(saleId: string): Promise<Named[]> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase
    .from('sale_items')
    .select('id, product_variants(name, products(name))')
    .eq('sale_id', saleId)
    .order('position')
    .limit(500)
  if (error) throw new Error(`The items could not be read: ${error.message}`)
  return data.map(({ id, product_variants: variant }) => ({
    id,
    title: `${variant.products.name}, ${variant.name}`,
  }))
}
