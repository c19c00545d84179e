import 'server-only'
import { z } from 'zod'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { PAGE_ROWS, pageOf, type TablePage } from '#lib/tables/table-page.ts'
import type { TableQuery } from '#lib/tables/table-query.ts'
import { MERCHANT_ORDER_COLUMNS, type MerchantOrder, readMerchantOrder } from './merchant-order.ts'
import { CHOSEN_MAX, type OrderRow } from './order-row.ts'
import { orderArguments } from './order-table.ts'

export type { OrderRow } from './order-row.ts'

const rowsShape: z.ZodType<OrderRow[]> = z.array(
  z.object({
    id: z.string(),
    number: z.string(),
    status: z.string(),
    email: z.string(),
    name: z.string(),
    total_cents: z.coerce.number(),
    currency: z.string(),
    to_ship: z.number(),
    tracking_numbers: z.string(),
    sale_title: z.string(),
    created_at: z.string(),
    paid_at: z.string().nullable(),
  }),
)
/** One page of a merchant's orders. None for people who do not work there. */
export async function listMerchantOrders(
  query: TableQuery,
  merchantId: string,
): Promise<TablePage<OrderRow>> {
  const rows = await searchOrders(await createMerchantSupabase(), query, merchantId, PAGE_ROWS + 1)
  return pageOf(rows, query, ({ id }) => id)
}

/** Up to `limit` (at most 1,000) orders of the query's page. Throws when the database does not answer. */
export async function searchOrders(
  supabase: Awaited<ReturnType<typeof createMerchantSupabase>>,
  query: TableQuery,
  merchantId: string,
  limit: number,
): Promise<OrderRow[]> {
  const { data, error } = await supabase.rpc('search_orders', orderArguments(query, merchantId, limit))
  if (error) throw new Error(`The orders could not be read: ${error.message}`)
  return rowsShape.parse(data)
}

/** The merchant's sales for the filter, newest first, at most two hundred. */
export async function listSaleNames(merchantId: string): Promise<{ id: string; title: string }[]> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase
    .from('sales')
    .select('id, title')
    .eq('merchant_id', merchantId)
    .order('opens_at', { ascending: false })
    .limit(200)
  if (error) throw new Error(`The sales could not be read: ${error.message}`)
  return data
}

/** One order of a merchant the signed-in person works for; null for everybody else, also for its shopper. */
export async function getMerchantOrder(id: string): Promise<MerchantOrder | null> {
  return (await listOrdersById([id]))[0] ?? null
}

/** Several of them, in the order asked for. What is not theirs to see is left out. */
export async function listOrdersById(ids: readonly string[]): Promise<MerchantOrder[]> {
  const wanted = [...new Set(ids)].filter((id) => z.uuid().safeParse(id).success).slice(0, CHOSEN_MAX)
  if (wanted.length === 0) return []
  const supabase = await createMerchantSupabase()
  const { data: members, error: membersError } = await supabase.from('merchant_members').select('merchant_id')
  if (membersError) throw new Error(`The memberships could not be read: ${membersError.message}`)
  const { data, error } = await supabase
    .from('orders')
    .select(MERCHANT_ORDER_COLUMNS)
    .in('id', wanted)
    .in(
      'merchant_id',
      members.map((member) => member.merchant_id),
    )
  if (error) throw new Error(`The orders could not be read: ${error.message}`)
  const orders = data.map(readMerchantOrder)
  return wanted.flatMap((id) => orders.find((order) => order.id === id) ?? [])
}

export type OrderMovement = {
  kind: string
  quantity: number
  cause: string
  at: string
  product_name: string
  variant_name: string
}

/** What the units of an order did in the stock of its sale: sold, put back. */
export async function listOrderMovements(orderId: string): Promise<OrderMovement[]> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase.rpc('order_movements', { p_order_id: orderId })
  if (error) throw new Error(`The movements could not be read: ${error.message}`)
  return data
}
