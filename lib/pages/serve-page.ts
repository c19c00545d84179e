import type { IncomingMessage, ServerResponse } from 'node:http'
import { encodingFor } from '#lib/pages/content-encoding.ts'
import type { StoredPage } from '#lib/pages/stored-page.ts'
import { isSameTag } from '#lib/sales/snapshot-text.ts'

/**
 * Answers with a kept page, in the encoding the browser takes, or with 304 when it has this one. `servedAtMs` is the
 * database's time: the page's own script reads it from Server-Timing, because the page itself only knows when it was
 * rendered (see lib/time/shop-clock.ts).
 */
export function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  page: StoredPage,
  servedAtMs: number,
  /** Name, value, name, value: what is said to this visitor only. */
  aside: readonly string[],
): void {
  if (response.headersSent || response.destroyed) return
  const clock = ['Server-Timing', `clock;dur=${Math.floor(servedAtMs)}`]
  if (page.status === 200 && isSameTag(request.headers['if-none-match'], page.etag)) {
    response.writeHead(304, [...page.unchanged, ...clock, ...aside])
    response.end()
    return
  }
  const encoding = encodingFor(request.headers['accept-encoding'])
  response.writeHead(page.status, [...page.headers[encoding], ...clock, ...aside])
  response.end(request.method === 'HEAD' ? undefined : page.bodies[encoding])
}
