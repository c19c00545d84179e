import { AFTER_CODE, nextPath } from '#lib/accounts/next-path.ts'
import { getEnv } from '#lib/env.ts'
import { readCookies, writeCookie } from '#lib/http/cookies.ts'
import { getLog } from '#lib/http/log.ts'
import { isPassCookie } from '#lib/passes/pass.ts'
import { linkGuests } from '#lib/people/link-guests.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'

/**
 * Where a browser passes by after signing in or out, on its way to `next`: passes made out to who it was before are taken away, or
 * its next tap would be somebody else's. Whoever those were, if guests, is the account's now. Safe to repeat: another site that
 * sends somebody here makes them get new passes, and nothing else.
 */
export async function GET(request: Request): Promise<Response> {
  const cookieHeader = request.headers.get('cookie') ?? undefined
  const headers = new Headers({
    location: nextPath(new URL(request.url).searchParams.get('next'), AFTER_CODE),
    'cache-control': 'no-store',
  })
  const supabase = await createServerSupabase()
  const { data: session } = await supabase.auth.getClaims()
  if (session && session.claims.is_anonymous !== true) {
    try {
      await linkGuests(session.claims.sub, cookieHeader, null)
    } catch (error) {
      getLog().error({ err: error }, 'The guest of a pass could not be linked to who signed in')
    }
  }
  const isSecure = getEnv().shopUrl.startsWith('https:')
  for (const name of readCookies(cookieHeader).keys())
    if (isPassCookie(name))
      headers.append('set-cookie', writeCookie(name, '', { maxAgeSeconds: 0, path: '/api', isSecure }))
  return new Response(null, { status: 303, headers })
}
