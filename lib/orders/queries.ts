import 'server-only'
import { z } from 'zod'
import { getLanguage } from '#lib/languages/request-language.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'
import { ORDER_COLUMNS, type Order, readOrder } from './order.ts'

export type { Order, OrderLine } from './order.ts'

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
