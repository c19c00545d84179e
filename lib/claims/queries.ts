import 'server-only'
import { headers } from 'next/headers'
import { getEnv } from '#lib/env.ts'
import { readCookies } from '#lib/http/cookies.ts'
import { getLog } from '#lib/http/log.ts'
import { readSessionCookie } from '#lib/sessions/session-cookie.ts'
import { verifyToken } from '#lib/sessions/verify-token.ts'
import { listMine } from './get-my-claims.ts'
import type { Mine } from './my-claims.ts'

/**
 * What the shopper of this request holds and waits for, by their session. Null when there is none, and when it cannot be
 * found out right now: the phone then asks for itself, and says so if that fails too.
 */
export async function getMine(): Promise<Mine | null> {
  const cookies = readCookies((await headers()).get('cookie') ?? undefined)
  const session = readSessionCookie(cookies, getEnv().supabaseUrl)
  if (!session) return null
  try {
    const known = await verifyToken(session.accessToken)
    return known ? await listMine({ shopperId: known.shopperId, saleIds: null }) : null
  } catch (error) {
    getLog().warn({ error }, 'what a shopper holds could not be read for their bag')
    return null
  }
}
