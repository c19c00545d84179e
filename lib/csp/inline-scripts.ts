import { createHash } from 'node:crypto'

const INLINE_SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script>/gi
/** Many more than a page of ours has: the header that lists them must fit where proxies take 8 kB. */
const HASHES_MAX = 80

/** Data that stands in a script element for machines to read: no browser runs it, so no policy has to allow it. */
const IS_DATA = /\stype\s*=\s*"application\/ld\+json"/i

/** The sha256 of every inline script of a page, base64 as a policy writes it; null when there are too many to list. */
export function hashInlineScripts(html: string): string[] | null {
  const hashes = new Set<string>()
  for (const [, attributes = '', text = ''] of html.matchAll(INLINE_SCRIPT)) {
    if (/\ssrc\s*=/i.test(attributes) || IS_DATA.test(attributes)) continue
    hashes.add(createHash('sha256').update(text).digest('base64'))
    if (hashes.size > HASHES_MAX) return null
  }
  return [...hashes]
}
