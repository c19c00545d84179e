import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { framingOf, pageHeaders, pagePolicy } from '#lib/csp/policy.ts'
import { getEnv } from '#lib/env.ts'
import { languageChoices } from '#lib/languages/choice.ts'
import { LANGUAGE_HEADER, type Language } from '#lib/languages/languages.ts'
import { addressedLanguage, negotiateLanguage, spokenOn } from '#lib/languages/negotiate.ts'
import { PATH_HEADER } from '#lib/pages/asked-path.ts'
import { isPublicPath } from '#lib/pages/public-page.ts'
import { renewSessionCookies } from '#lib/sessions/renew-session-cookies.ts'

const OWN_PAGE = /^\/(orders|dashboard|account|sign-in|preview)(\/|$)|^\/sales\/[^/]+\/bag$/

/**
 * Runs before the pages that are rendered for one request. Each gets a nonce of its own: Next reads it from the request's
 * policy and writes it on its scripts, and the answer's policy lets nothing else run. Each is told its language and its address. Before the
 * pages that show what is one's own, a session that has run out is renewed here too, because a page cannot set cookies
 * while it renders.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const env = getEnv()
  const { pathname } = request.nextUrl
  const addressed = addressedLanguage(pathname)
  const { headers } = request
  const language =
    addressed?.language ?? negotiateLanguage(headers.get('cookie'), headers.get('accept-language'))
  headers.set(LANGUAGE_HEADER, spokenOn(pathname, language))
  headers.set(PATH_HEADER, pathname + request.nextUrl.search)
  // A page of one's own has one address: the language in it is a choice, and nothing that could be found in an index.
  if (addressed && !isPublicPath(addressed.path)) return chosen(redirectTo(request, addressed.path), language)

  const nonce = randomBytes(16).toString('base64')
  const policy = pagePolicy(env, { nonce }, process.env.NODE_ENV === 'development', framingOf(pathname))
  headers.set('content-security-policy', policy)
  const renewed = OWN_PAGE.test(pathname) ? await renewSessionCookies(request) : null
  const response = addressed
    ? chosen(NextResponse.rewrite(urlOf(request, addressed.path), { request }), language)
    : (renewed ?? NextResponse.next({ request }))
  response.headers.set('content-security-policy', policy)
  for (const [name, value] of Object.entries(pageHeaders(env))) response.headers.set(name, value)
  return response
}

function redirectTo(request: NextRequest, path: string): NextResponse {
  return NextResponse.redirect(urlOf(request, path), 307)
}

/** On this shop whatever the path says: two slashes at its start name no other host. */
function urlOf(request: NextRequest, path: string): URL {
  const url = request.nextUrl.clone()
  url.pathname = path.replace(/^\/+/, '/')
  return url
}

function chosen(response: NextResponse, language: Language): NextResponse {
  const [name, value] = languageChoices(getEnv().shopUrl.startsWith('https:'))[language]
  response.headers.append(name, value)
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
