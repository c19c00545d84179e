import type { NextRequest } from 'next/server'
import { NextResponse } from 'next/server'
import { renewSessionCookies } from '#lib/sessions/renew-session-cookies.ts'

/**
 * Runs before the pages that show what is one's own, because a page cannot set cookies while it renders: a session
 * that has run out is renewed here, for the page and for the browser. Public pages are the same for everybody and
 * stay out of it.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  return (await renewSessionCookies(request)) ?? NextResponse.next({ request })
}

export const config = {
  matcher: ['/orders/:path*', '/dashboard/:path*', '/account/:path*', '/sales/:slug/bag'],
}
