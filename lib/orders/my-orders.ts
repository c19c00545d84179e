import 'server-only'
import { z } from 'zod'
import { createServerSupabase } from '#lib/supabase/server.ts'
import { ORDER_STATUSES, type OrderStatus } from './order-status.ts'

/** Orders on one page. */
const PAGE = 20

/** One of the shopper's orders in a list. Money in minor units. */
export type MyOrder = {
  id: string
  number: string
  status: OrderStatus
  isDeclined: boolean
  currency: string
  totalCents: number
  createdAt: string
  saleTitle: string
  merchantName: string
  /** What was bought, one name a product, and how many units in all. */
  products: string[]
  units: number
  pictures: string[]
}

/** `older` is the cursor of the next page, null on the last one. */
export type MyOrders = { orders: MyOrder[]; older: string | null }

const rowSchema = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum(ORDER_STATUSES),
  decline_reason: z.string().nullable(),
  currency: z.string(),
  total_cents: z.coerce.number(),
  created_at: z.string(),
  sales: z.object({ title: z.string() }),
  merchants: z.object({ name: z.string() }),
  order_lines: z.array(
    z.object({ product_name: z.string(), picture_url: z.string().nullable(), quantity: z.number() }),
  ),
})

const COLUMNS = `id, number, status, decline_reason, currency, total_cents, created_at, sales(title),
  merchants!orders_merchant_id_fkey(name), order_lines(product_name, picture_url, quantity)`

/**
 * The orders of this request's shopper, a guest's too, in all sales, the newest first; `before` is a cursor of a page before this
 * one. Two orders of one person never have the same microsecond. Throws when the database does not answer.
 */
export async function listMyOrders(before: string | null): Promise<MyOrders> {
  const supabase = await createServerSupabase()
  const { data: session } = await supabase.auth.getClaims()
  if (!session) return { orders: [], older: null }
  let query = supabase.from('orders').select(COLUMNS).eq('shopper_id', session.claims.sub)
  if (before !== null && z.iso.datetime({ offset: true }).safeParse(before).success)
    query = query.lt('created_at', before)
  const { data, error } = await query.order('created_at', { ascending: false }).limit(PAGE + 1)
  if (error) throw new Error(`The orders could not be read: ${error.message}`)
  const rows = z.array(rowSchema).parse(data)
  const shown = rows.slice(0, PAGE)
  return { orders: shown.map(readRow), older: rows.length > PAGE ? (shown.at(-1)?.created_at ?? null) : null }
}

function readRow(row: z.infer<typeof rowSchema>): MyOrder {
  const lines = row.order_lines
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    isDeclined: row.decline_reason !== null,
    currency: row.currency,
    totalCents: row.total_cents,
    createdAt: row.created_at,
    saleTitle: row.sales.title,
    merchantName: row.merchants.name,
    products: [...new Set(lines.map((line) => line.product_name))],
    units: lines.reduce((sum, line) => sum + line.quantity, 0),
    pictures: [...new Set(lines.flatMap((line) => line.picture_url ?? []))].slice(0, 3),
  }
}
