import type { IncomingHttpHeaders } from 'node:http'
import { readCookies } from '#lib/http/cookies.ts'
import type { Language } from '#lib/languages/languages.ts'
import { addressedLanguage, negotiateLanguage } from '#lib/languages/negotiate.ts'
import { MERCHANT_COOKIE } from '#lib/sessions/cookie-settings.ts'
import { readSessionCookie } from '#lib/sessions/session-cookie.ts'

export type PageRequest = { method: string; url: string; headers: IncomingHttpHeaders }
/** `isAddressed`: the address itself names the language, which is how somebody chooses one. */
export type PublicPage = { path: string; language: Language; isAddressed: boolean }

const SALE_PAGE = /^\/sales\/[a-z0-9]+(?:-[a-z0-9]+)*$/
const SALE_PATH_MAX_LENGTH = '/sales/'.length + 80

/**
 * What people who count visits hang on to links, and the item a link chooses, which is done in the browser: nothing on the server
 * looks at them, so they name no other page.
 */
const TRACKING =
  /^(item|utm_(source|medium|campaign|term|content|id)|fbclid|gclid|gbraid|wbraid|msclkid|ttclid|igshid|mc_cid|mc_eid)$/
const TRACKING_MAX = 20

/** Next answers these with something else than the page: parts of it, an action, a draft, data. */
const NOT_FOR_A_PAGE = [
  'rsc',
  'next-router-state-tree',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-url',
  'next-action',
  'x-nextjs-data',
  'x-prerender-revalidate',
  'x-middleware-prefetch',
  'authorization',
] as const

/** Cookies of Next's draft mode, by which an editor sees what is not public yet. */
const DRAFT_COOKIES = ['__prerender_bypass', '__next_preview_data'] as const

/**
 * The page a request asks for, and in which language, if that page is the same for everybody and the one who asks may get the
 * common copy: the home page or the page of a sale, by GET or HEAD, plain, from somebody who is not signed in. Null
 * means: this one is for Next.
 */
export function publicPageOf(request: PageRequest, supabaseUrl: string): PublicPage | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') return null
  const addressed = addressedLanguage(request.url.split('?', 1)[0] ?? '')
  const path = pathOf(request.url, addressed?.path)
  if (path === null) return null
  const { headers } = request
  for (const name of NOT_FOR_A_PAGE) if (headers[name] !== undefined) return null
  if (!isNobody(headers.cookie, supabaseUrl)) return null
  const language = addressed?.language ?? negotiateLanguage(headers.cookie, headers['accept-language'])
  return { path, language, isAddressed: addressed !== null }
}

/** True for the paths of pages that everybody gets alike. */
export function isPublicPath(path: string): boolean {
  return path === '/' || (path.length <= SALE_PATH_MAX_LENGTH && SALE_PAGE.test(path))
}

/** The path when only tracking stands behind it. Every other query may mean another page, now or one day. */
function pathOf(url: string, addressedPath: string | undefined): string | null {
  const query = url.indexOf('?')
  const path = addressedPath ?? (query === -1 ? url : url.slice(0, query))
  if (!isPublicPath(path)) return null
  if (query === -1) return path
  const names = url.slice(query + 1).split('&', TRACKING_MAX + 1)
  if (names.length > TRACKING_MAX) return null
  return names.every((pair) => TRACKING.test(pair.split('=', 1)[0] ?? '')) ? path : null
}

/**
 * True for whoever has no session, or an anonymous one: to the pages both are nobody. What looks like a session and
 * cannot be read is taken for one of somebody. Nothing is verified: a forged cookie gets what no cookie gets.
 */
function isNobody(cookie: string | undefined, supabaseUrl: string): boolean {
  if (cookie === undefined) return true
  if (DRAFT_COOKIES.some((name) => cookie.includes(name))) return false
  // Passes and strangers' cookies: nothing to decode for almost everybody who comes for the first time.
  if (!cookie.includes('-auth-token')) return true
  if (cookie.includes(MERCHANT_COOKIE)) return false
  const session = readSessionCookie(readCookies(cookie), supabaseUrl)
  return session !== null && saysAnonymous(session.accessToken)
}

function saysAnonymous(token: string): boolean {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    if (typeof payload !== 'object' || payload === null || !('is_anonymous' in payload)) return false
    return payload.is_anonymous === true
  } catch {
    // Not a token: nobody knows whose it is.
    return false
  }
}
