import { getEnv } from '#lib/env.ts'
import { readCookies } from '#lib/http/cookies.ts'
import { passTokensOf, verifyPass } from '#lib/passes/pass.ts'
import { arrayLiteral } from '#lib/postgres/array-literal.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'

/** A browser keeps one pass a sale; more than this is somebody trying something. */
const GUESTS_MAX = 20

/**
 * Tells the database that the guests this device was are the person who is signed in now: a limit per person is not
 * doubled by signing in, and claims, places in line, orders, reminders and devices to tell become the account's. A guest is
 * known by the pass still in the cookies, and by `guestId` where a session cookie came beside a bearer token. Only
 * anonymous users are linked: two accounts on one phone are two people.
 *
 * Throws what the database throws: a pass is then not given, since the next one would no longer know the guest.
 */
export async function linkGuests(
  accountId: string,
  cookieHeader: string | undefined,
  guestId: string | null,
): Promise<void> {
  const ids = new Set(guestId ? [guestId] : [])
  for (const token of passTokensOf(readCookies(cookieHeader)).slice(0, GUESTS_MAX)) {
    const pass = verifyPass(token, getEnv().passSecret, Date.now())
    if (pass) ids.add(pass.shopperId)
  }
  ids.delete(accountId)
  if (ids.size === 0) return
  const sql = getPool()
  const query = sql<{ id: string }[]>`
    select u.id, public.link_shoppers(u.id, ${accountId}::uuid)
    from auth.users u where u.id = any (${arrayLiteral([...ids])}::uuid[]) and u.is_anonymous`
  const guests = await withDeadline('link guests', QUERY_DEADLINE_MS, query)
  // Each on its own and after the links stand: it waits for items that a rush is at, and links must not wait for that.
  for (const { id } of guests)
    await withDeadline(
      'adopt guest',
      QUERY_DEADLINE_MS,
      sql`select public.adopt_guest(${id}::uuid, ${accountId}::uuid)`,
    )
}
