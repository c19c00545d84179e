import 'server-only'
import { z } from 'zod'
import { getLanguage } from '#lib/languages/request-language.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'
import { ORDER_COLUMNS, type Order, readOrder } from './order.ts'

export type { Order, OrderLine } from './order.ts'

/** One page; somebody with more orders than this at one shop is not who the page is for. */
const LIST_MAX = 50

/**
 * The shopper's own order, by the request's session. Null for everybody else, also for the merchant's people, whom row
 * level security would let read it: the page speaks to the person who pays.
 */
export async function getOrder(id: string): Promise<Order | null> {
  if (!z.uuid().safeParse(id).success) return null
  const supabase = await createServerSupabase()
  const { data: session } = await supabase.auth.getClaims()
  if (!session) return null
  const { data, error } = await supabase
    .from('orders')
    .select(ORDER_COLUMNS)
    .eq('id', id)
    .eq('shopper_id', session.claims.sub)
    .maybeSingle()
  if (error) throw new Error(`Order ${id} could not be read: ${error.message}`)
  return data === null ? null : readOrder(data, await getLanguage())
}

/** The newest orders of the signed-in shopper, at most fifty. A merchant's own purchases only, not the shop's. */
export async function listOrders(): Promise<Order[]> {
  const supabase = await createServerSupabase()
  const { data: claims } = await supabase.auth.getClaims()
  const shopperId = claims?.claims.sub
  if (!shopperId) return []
  const { data, error } = await supabase
    .from('orders')
    .select(ORDER_COLUMNS)
    .eq('shopper_id', shopperId)
    .order('created_at', { ascending: false })
    .limit(LIST_MAX)
  if (error) throw new Error(`Orders could not be read: ${error.message}`)
  const language = await getLanguage()
  return data.map((row) => readOrder(row, language))
}
