import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { pageHeaders, pagePolicy } from '#lib/csp/policy.ts'
import { getEnv } from '#lib/env.ts'
import { renewSessionCookies } from '#lib/sessions/renew-session-cookies.ts'

const OWN_PAGE = /^\/(orders|dashboard|account)(\/|$)|^\/sales\/[^/]+\/bag$/

/**
 * Runs before the pages that are rendered for one request. Each gets a nonce of its own: Next reads it from the request's
 * policy and writes it on its scripts, and the answer's policy lets nothing else run. Before the pages that show what is
 * one's own, a session that has run out is renewed here too, because a page cannot set cookies while it renders.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const env = getEnv()
  const nonce = randomBytes(16).toString('base64')
  const policy = pagePolicy(env, { nonce }, process.env.NODE_ENV === 'development')
  request.headers.set('content-security-policy', policy)
  const renewed = OWN_PAGE.test(request.nextUrl.pathname) ? await renewSessionCookies(request) : null
  const response = renewed ?? NextResponse.next({ request })
  response.headers.set('content-security-policy', policy)
  for (const [name, value] of Object.entries(pageHeaders(env))) response.headers.set(name, value)
  return response
}

export const config = {
  matcher: [
    {
      // Every page; not the API, not files (their names have a dot; the certificate's download is no page either).
      source: '/((?!api/|_next/|.*\\.).*)',
      // Rendered once for everybody and kept (lib/pages): a nonce in it would be everybody's, so it has hashes instead.
      missing: [{ type: 'header', key: 'x-stampede-common' }],
    },
  ],
}
