import 'server-only'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { type ControlRoom, controlRoomFrom } from './control-room.ts'

/**
 * One reading of a sale for a member of its merchant; null for everybody else. `since`: only samples after that instant
 * (ISO 8601), else those of the last hour. Throws when the database does not answer.
 */
export async function readControlRoom(saleId: string, since?: string): Promise<ControlRoom | null> {
  const supabase = await createMerchantSupabase()
  const asked = since ? { p_sale_id: saleId, p_since: since } : { p_sale_id: saleId }
  const { data, error } = await supabase.rpc('control_room', asked)
  if (error) throw new Error(`The control room could not be read: ${error.message}`)
  return data === null ? null : controlRoomFrom(data)
}

/** The same by the sale's slug and without samples: what the page is first drawn with. */
export async function getControlRoom(slug: string): Promise<ControlRoom | null> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase.from('sales').select('id').eq('slug', slug).maybeSingle()
  if (error) throw new Error(`The sale could not be read: ${error.message}`)
  return data ? readControlRoom(data.id, new Date(Date.now() + 86_400_000).toISOString()) : null
}
