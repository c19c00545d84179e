import { createShopperLimit } from '#lib/claims/shopper-limit.ts'
import { getEnv } from '#lib/env.ts'
import type { ApiCall } from '#lib/http/call.ts'
import { readCookies } from '#lib/http/cookies.ts'
import { isOwnOrigin } from '#lib/http/origin.ts'
import { type ApiAnswer, problem } from '#lib/http/problems.ts'
import { shared } from '#lib/http/shared.ts'
import { findHolder } from '#lib/passes/mint-pass.ts'
import { MERCHANT_COOKIE } from '#lib/sessions/cookie-settings.ts'
import { readSessionCookie } from '#lib/sessions/session-cookie.ts'
import { verifyToken } from '#lib/sessions/verify-token.ts'
import type { Side } from './read-requests.ts'

/** Who asks, and cookies to send along when their session is a new one. */
export type Person = { userId: string; setCookies: readonly string[] }

/** Writes of one person: quick enough for somebody who turns everything on and off, too slow for a program. */
const WRITES_PER_SECOND = 2
const WRITES_AT_ONCE = 20

/**
 * Whose devices and settings a write is about. A shopper's session is renewed, or begun anonymously when there is none, as for a
 * pass: who asks to be reminded need not have been in a sale. A pass is not enough: it is for one sale, and this is for all
 * they do here. A member of a merchant is who is signed in to the dashboard.
 */
export async function requirePerson(call: ApiCall, side: Side): Promise<Person | ApiAnswer> {
  const person = side === 'member' ? await memberOf(call) : await shopperOf(call)
  if ('status' in person) return person
  const limit = shared('push-limit', () => createShopperLimit(WRITES_PER_SECOND, WRITES_AT_ONCE))
  return limit.take(person.userId, performance.now()) ? person : problem('slow_down')
}

async function shopperOf(call: ApiCall): Promise<Person | ApiAnswer> {
  const holder = await findHolder(call)
  if ('code' in holder) {
    const { code, ...overrides } = holder
    return problem(code, overrides)
  }
  return { userId: holder.shopperId, setCookies: holder.setCookies }
}

async function memberOf(call: ApiCall): Promise<Person | ApiAnswer> {
  const { shopUrl, trustedProxies } = getEnv()
  if (!isOwnOrigin(call, shopUrl, trustedProxies)) return problem('forbidden_origin')
  const userId = await findUser(call, 'member')
  return userId ? { userId, setCookies: [] } : problem('unauthenticated')
}

/** Who is asking, if anybody: by bearer token or by the side's session cookie. Makes no session. Null for nobody. */
export async function findUser(call: ApiCall, side: Side): Promise<string | null> {
  const [scheme = '', token = ''] = (call.header('authorization') ?? '').split(' ', 2)
  if (scheme.toLowerCase() === 'bearer') return (await verifyToken(token))?.shopperId ?? null
  const { supabaseUrl } = getEnv()
  const cookies = readCookies(call.header('cookie'))
  const session =
    side === 'member'
      ? readSessionCookie(cookies, supabaseUrl, MERCHANT_COOKIE)
      : readSessionCookie(cookies, supabaseUrl)
  const claims = session ? await verifyToken(session.accessToken) : null
  if (!claims || (side === 'member' && claims.isAnonymous)) return null
  return claims.shopperId
}
