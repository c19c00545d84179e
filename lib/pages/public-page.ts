import type { IncomingHttpHeaders } from 'node:http'
import type { Language } from '#lib/languages/languages.ts'
import { addressedLanguage, negotiateLanguage } from '#lib/languages/negotiate.ts'

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
export const NOT_FOR_A_PAGE = [
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
 * The page a request asks for, and in which language, if that page is the same for everybody: the home page or the page of a
 * sale, by GET or HEAD, plain. Who asks does not matter, signed in or not: what is one's own on these pages is asked for by their
 * scripts, and the copy is rendered without any cookie (render-page.ts). A session that has run out is renewed by those questions, as
 * it is where Next answers: proxy.ts renews it before one's own pages only. Null means: this one is for Next.
 */
export function publicPageOf(request: PageRequest): PublicPage | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') return null
  const addressed = addressedLanguage(request.url.split('?', 1)[0] ?? '')
  const path = pathOf(request.url, addressed?.path)
  if (path === null) return null
  const { headers } = request
  for (const name of NOT_FOR_A_PAGE) if (headers[name] !== undefined) return null
  if (DRAFT_COOKIES.some((name) => headers.cookie?.includes(name))) return null
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
