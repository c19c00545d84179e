import { createServerClient } from '@supabase/ssr'
import { type NextRequest, NextResponse } from 'next/server'
import { getEnv } from '#lib/env.ts'
import { readCookies } from '#lib/http/cookies.ts'
import { MERCHANT_COOKIE, sessionCookieOptions } from '#lib/sessions/cookie-settings.ts'
import { readSessionCookie, sessionCookieName } from '#lib/sessions/session-cookie.ts'

/** A session with less than this left is renewed before the page starts. */
const RENEW_BEFORE_MS = 60_000

/**
 * Renews the session cookies of a request when they are about to run out, and passes the new ones to the page and to
 * the browser. Null when there was nothing to renew. A session that is over is removed; with Auth away the request
 * goes on as it came, and the page says what it cannot do.
 */
export async function renewSessionCookies(request: NextRequest): Promise<NextResponse | null> {
  const env = getEnv()
  const isMerchants = request.nextUrl.pathname.startsWith('/dashboard')
  const name = isMerchants ? MERCHANT_COOKIE : sessionCookieName(env.supabaseUrl)
  const sent = readCookies(request.headers.get('cookie') ?? undefined)
  const session = readSessionCookie(sent, env.supabaseUrl, name)
  if (!session || expiryOf(session.accessToken) > Date.now() + RENEW_BEFORE_MS) return null

  const isSecure = request.nextUrl.protocol === 'https:' || env.shopUrl.startsWith('https:')
  let response: NextResponse | null = null
  const client = createServerClient(env.supabaseUrl, env.supabasePublishableKey, {
    cookieOptions: { ...sessionCookieOptions(isSecure), name },
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll: (cookies, headers) => {
        for (const { name, value } of cookies) request.cookies.set(name, value)
        response = NextResponse.next({ request })
        for (const { name, value, options } of cookies) response.cookies.set(name, value, options)
        for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
      },
    },
  })
  await client.auth.getSession()
  return response
}

/** When a token says it ends, unverified: only good for deciding to ask for a new one. 0 when it cannot be read. */
function expiryOf(token: string): number {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    if (typeof payload !== 'object' || payload === null || !('exp' in payload)) return 0
    return typeof payload.exp === 'number' ? payload.exp * 1000 : 0
  } catch {
    // Not a token at all: Auth will say so.
    return 0
  }
}
