import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { ContentEncoding } from '#lib/pages/content-encoding.ts'

/** What Next answered to a request that carried nothing of anybody. */
export type RenderedPage = {
  status: number
  /** Name, value, name, value, as Next wrote them. */
  rawHeaders: readonly string[]
  body: Buffer
}

/** A page as it is kept: its bytes once per encoding, and everything that is said before them. */
export type StoredPage = {
  status: number
  etag: string
  bodies: Readonly<Record<ContentEncoding, Buffer>>
  /** Name, value, name, value. */
  headers: Readonly<Record<ContentEncoding, readonly string[]>>
  /** For who has it (304). */
  unchanged: readonly string[]
  sizeBytes: number
}

/** Larger than any page of ours by a factor of ten; what is larger is not a page to keep. */
const PAGE_MAX_BYTES = 1024 * 1024
/** Cheap levels: a page is made once a second, and these take a few milliseconds of another thread. */
const GZIP_LEVEL = 4
const BROTLI_QUALITY = 4

/** A shared cache in front of us keeps it as we do: a second, and the last one while it gets the next. */
const CACHE_CONTROL = 'public, s-maxage=1, stale-while-revalidate=3'

/** Said by Next for one connection or one answer, or said anew by us. */
const NOT_KEPT = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'date',
  'content-length',
  'content-encoding',
  'cache-control',
  'etag',
  'vary',
])

/**
 * Why a page must not be kept, or null. Next says `private, no-store` of every page it renders on request; for the
 * pages that get here (see public-page.ts) that is not heard, because nothing private can be in an answer to a request
 * without cookies. What does say that an answer is one person's: a cookie set, a Vary on cookies, a nonce in its CSP.
 */
export function whyNotKept(page: RenderedPage): string | null {
  if (page.status !== 200 && page.status !== 404) return `status ${page.status}`
  if (valuesOf(page, 'set-cookie').length > 0) return 'it sets a cookie'
  if (/(^|[\s,])(\*|cookie|authorization)([\s,]|$)/i.test(valuesOf(page, 'vary').join(','))) return 'its Vary'
  if (valuesOf(page, 'content-security-policy').some((value) => value.includes("'nonce-")))
    return 'a nonce in its CSP'
  if (!valuesOf(page, 'content-type').some((value) => value.startsWith('text/html'))) return 'it is not HTML'
  if (valuesOf(page, 'content-encoding').length > 0) return 'it is encoded'
  return page.body.length > PAGE_MAX_BYTES ? 'its size' : null
}

const compress = {
  gzip: promisify(gzip),
  br: promisify(brotliCompress),
}

/** Makes what is kept of a page: every encoding once, in other threads. */
export async function storedPage(page: RenderedPage): Promise<StoredPage> {
  const [gzipped, brotlied] = await Promise.all([
    compress.gzip(page.body, { level: GZIP_LEVEL }),
    compress.br(page.body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: page.body.length,
      },
    }),
  ])
  // Weak: the same page in another encoding has the same tag.
  const etag = `W/"${createHash('sha1').update(page.body).digest('base64url')}"`
  const told = ['Cache-Control', CACHE_CONTROL, 'Vary', varyOf(page), 'ETag', etag]
  const headersOf = (body: Buffer, encoding: ContentEncoding) => [
    ...keptHeaders(page),
    ...told,
    ...(encoding === 'identity' ? [] : ['Content-Encoding', encoding]),
    'Content-Length',
    String(body.length),
  ]
  return {
    status: page.status,
    etag,
    bodies: { identity: page.body, gzip: gzipped, br: brotlied },
    headers: {
      identity: headersOf(page.body, 'identity'),
      gzip: headersOf(gzipped, 'gzip'),
      br: headersOf(brotlied, 'br'),
    },
    unchanged: told,
    sizeBytes: page.body.length + gzipped.length + brotlied.length,
  }
}

function keptHeaders(page: RenderedPage): string[] {
  return pairsOf(page).flatMap(([name, value]) => (NOT_KEPT.has(name.toLowerCase()) ? [] : [name, value]))
}

function varyOf(page: RenderedPage): string {
  const names = valuesOf(page, 'vary').flatMap((value) => value.split(',').map((name) => name.trim()))
  const others = names.filter((name) => name !== '' && name.toLowerCase() !== 'accept-encoding')
  // The same address is another page for who speaks or chose another language.
  return [...new Set(others), 'Accept-Encoding', 'Accept-Language', 'Cookie'].join(', ')
}

function valuesOf(page: RenderedPage, wanted: string): string[] {
  return pairsOf(page).flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : []))
}

function pairsOf(page: RenderedPage): [string, string][] {
  const pairs: [string, string][] = []
  for (let index = 0; index + 1 < page.rawHeaders.length; index += 2) {
    pairs.push([page.rawHeaders[index] ?? '', page.rawHeaders[index + 1] ?? ''])
  }
  return pairs
}
