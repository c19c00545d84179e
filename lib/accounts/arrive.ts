import 'server-only'
import { linkGuests } from '#lib/people/link-guests.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'

export type Arrival = {
  accountId: string
  /** The address a code or a link has just proved. */
  email: string
  sessionId: string
  /** Who this device was until now, when that was a guest. */
  guestId: string | null
}

/**
 * What signing in means for what somebody has: the address is proved, what this device held as a guest becomes the account's, and so
 * do orders made as a guest elsewhere with that address. Safe to repeat. Throws when the database does not answer; each
 * step before it stands.
 */
export async function arrive({ accountId, email, sessionId, guestId }: Arrival): Promise<void> {
  const sql = getPool()
  // First, because it is what the person waits for: their claims run out.
  await linkGuests(accountId, undefined, guestId)
  const proving = sql`select public.prove_email(${accountId}::uuid, ${email}, ${sessionId}::uuid)`
  await withDeadline('prove_email', QUERY_DEADLINE_MS, proving)
  const adopting = sql`select public.adopt_orders(${accountId}::uuid)`
  await withDeadline('adopt_orders', QUERY_DEADLINE_MS, adopting)
}
