import { getEnv } from '#lib/env.ts'
import type { ApiCall, ApiHandler } from '#lib/http/call.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { readCookies, writeCookie } from '#lib/http/cookies.ts'
import { isHttps, isOwnOrigin } from '#lib/http/origin.ts'
import { json, problem } from '#lib/http/problems.ts'
import { takeFromAddress } from '#lib/passes/address-limit.ts'
import { PASS_SECONDS, passCookieName, signPass } from '#lib/passes/pass.ts'
import { linkGuests } from '#lib/people/link-guests.ts'
import { getSnapshots } from '#lib/sales/snapshot.ts'
import { refreshSession, startAnonymousSession } from '#lib/sessions/auth-sessions.ts'
import { readSessionCookie } from '#lib/sessions/session-cookie.ts'
import { verifyToken } from '#lib/sessions/verify-token.ts'

type Holder = { shopperId: string; setCookies: readonly string[] }
type Refused =
  | { code: 'unauthenticated' | 'forbidden_origin' }
  | { code: 'slow_down'; retryAfterSeconds: number }

/**
 * POST /api/sales/{slug}/pass: `{pass, expiresAt}` and the same as a cookie. The shopper is the one of the session
 * (Bearer or cookie, renewed when it has run out); without one an anonymous session is started, limited by address.
 */
export const mintPass: ApiHandler = async (call) => {
  const saleId = await getSnapshots().getSaleId(call.params.slug ?? '')
  if (!saleId) return problem('unknown_sale')
  const holder = await findHolder(call)
  if ('code' in holder) {
    const { code, ...overrides } = holder
    return problem(code, overrides)
  }
  const env = getEnv()
  const expiresAtMs = Date.now() + PASS_SECONDS * 1000
  const pass = signPass({ shopperId: holder.shopperId, saleId, expiresAtMs }, env.passSecret)
  const cookie = writeCookie(passCookieName(saleId), pass, {
    maxAgeSeconds: PASS_SECONDS,
    path: '/api',
    isSecure: isHttps(call, env.shopUrl, env.trustedProxies),
  })
  const body = `{"pass":"${pass}","expiresAt":"${new Date(expiresAtMs).toISOString()}"}`
  return json(200, body, { 'set-cookie': [...holder.setCookies, cookie] })
}

/** Whose session this is, renewed or begun anew when there is none that is good. */
export async function findHolder(call: ApiCall): Promise<Holder | Refused> {
  const [scheme = '', token = ''] = (call.header('authorization') ?? '').split(' ', 2)
  if (scheme.toLowerCase() === 'bearer') {
    const session = await verifyToken(token)
    if (!session) return { code: 'unauthenticated' }
    if (!session.isAnonymous)
      await linkGuests(session.shopperId, call.header('cookie'), await cookieShopper(call))
    return { shopperId: session.shopperId, setCookies: [] }
  }
  const env = getEnv()
  // Also without cookies: another site could otherwise replace the session of whoever visits it by an empty one.
  if (!isOwnOrigin(call, env.shopUrl, env.trustedProxies)) return { code: 'forbidden_origin' }
  const known = await findHolderByCookie(call)
  if (known) return known

  const waitSeconds = await takeFromAddress(
    clientAddress(call, env.trustedProxies),
    env.passLimitPerIpPerMinute,
  )
  if (waitSeconds > 0) return { code: 'slow_down', retryAfterSeconds: waitSeconds }
  const started = await startAnonymousSession(isHttps(call, env.shopUrl, env.trustedProxies))
  if (started === 'limited') return { code: 'slow_down', retryAfterSeconds: 60 }
  return started
}

async function findHolderByCookie(call: ApiCall): Promise<Holder | null> {
  const env = getEnv()
  const cookies = readCookies(call.header('cookie'))
  const session = readSessionCookie(cookies, env.supabaseUrl)
  if (!session) return null
  const claims = await verifyToken(session.accessToken)
  if (claims && !claims.isAnonymous) await linkGuests(claims.shopperId, call.header('cookie'), null)
  if (claims) return { shopperId: claims.shopperId, setCookies: [] }
  return refreshSession(session, isHttps(call, env.shopUrl, env.trustedProxies))
}

/** Whose session cookie came along; null when none did, or it has run out. */
async function cookieShopper(call: ApiCall): Promise<string | null> {
  const session = readSessionCookie(readCookies(call.header('cookie')), getEnv().supabaseUrl)
  return session ? ((await verifyToken(session.accessToken))?.shopperId ?? null) : null
}
