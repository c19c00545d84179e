import 'server-only'
import { getLog } from '#lib/http/log.ts'
import { getPool } from '#lib/postgres/pool.ts'
import { getStripe } from '#lib/stripe/client.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'
import { getCustomer, isMissing } from './customers.ts'
import type { SavedCard } from './saved-card.ts'
import { listSavedCards } from './saved-cards.ts'
import { takeCustomersTurn } from './take-customers-turn.ts'

/** The kept cards of this request's shopper; null when that cannot be said now, because Stripe is away or asked too often. */
export async function getMyCards(): Promise<SavedCard[] | null> {
  const supabase = await createServerSupabase()
  const { data: session } = await supabase.auth.getClaims()
  if (!session) return []
  try {
    const sql = getPool()
    const { customerId } = await getCustomer(sql, session.claims.sub)
    if (customerId === null) return []
    return (await takeCustomersTurn(sql)) ? await listSavedCards(getStripe(), customerId) : null
  } catch (error) {
    // Deleted in Stripe's dashboard: it has no cards, and the next payment makes another.
    if (isMissing(error)) return []
    getLog().error({ err: error }, 'Kept cards could not be listed')
    return null
  }
}
