import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { getLog } from '#lib/http/log.ts'
import type { NextPages } from '#lib/http/next-server.ts'
import { type ContentEncoding, encodingFor } from '#lib/pages/content-encoding.ts'
import { paintFirst } from '#lib/pages/paint-first.ts'
import { NOT_FOR_A_PAGE } from '#lib/pages/public-page.ts'
import { createNextCall } from '#lib/pages/render-page.ts'
import type { RenderedPage } from '#lib/pages/stored-page.ts'

const BAG = /^\/sales\/[a-z0-9-]{1,80}\/bag$/
const QUALITY = 4
/** Said of one connection or of other bytes than ours. */
const OF_THE_BYTES = /^(connection|keep-alive|transfer-encoding|content-length|content-encoding|date)$/i

/**
 * One's own bag, painted before its scripts are asked for (paint-first.ts). It is rendered for one person and kept nowhere: the request is
 * handed to Next as it came. Answers and says true, or says false: not a bag, or a part of one. When it cannot be rendered in time Next
 * answers by itself, as it does for every other page of one's own.
 */
export function createOwnPages(
  next: NextPages,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const call = createNextCall(next.handle)
  return (request, response) => {
    const { method, url = '/', headers } = request
    if (method !== 'GET' || !isBag(url) || NOT_FOR_A_PAGE.some((name) => headers[name] !== undefined))
      return false
    answer(call(url, forNext(headers)), request, response).catch((error: unknown) => {
      getLog().warn({ err: error, path: url }, 'a bag is left to Next')
      if (!response.headersSent && !response.destroyed) next.handle(request, response)
    })
    return true
  }
}

function isBag(url: string): boolean {
  const query = url.indexOf('?')
  return BAG.test(query < 0 ? url : url.slice(0, query)) && !/[?&]_rsc=/.test(url)
}

/** Everything the browser said; not how it wants the bytes, which are ours to pack, and nothing of its connection. */
function forNext(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const { connection: _, 'keep-alive': __, upgrade: ___, ...said } = headers
  return { ...said, 'accept-encoding': 'identity' }
}

async function answer(
  rendering: Promise<RenderedPage>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const page = await rendering
  const said = pairsOf(page.rawHeaders)
  const isHtml = said.some(([name, value]) => /^content-type$/i.test(name) && value.startsWith('text/html'))
  const body = isHtml ? Buffer.from(paintFirst(page.body.toString(), nonceIn(said))) : page.body
  const encoding = encodingFor(request.headers['accept-encoding'])
  const packed = await pack(body, encoding)
  if (response.headersSent || response.destroyed) return
  const headers = said.filter(([name]) => !OF_THE_BYTES.test(name)).flat()
  const packing = encoding === 'identity' ? [] : ['Content-Encoding', encoding]
  response.writeHead(page.status, [...headers, ...packing, 'Content-Length', String(packed.length)])
  response.end(packed)
}

function nonceIn(headers: readonly [string, string][]): string | undefined {
  const policy = headers.find(([name]) => /^content-security-policy$/i.test(name))?.[1]
  return policy && /'nonce-([^']+)'/.exec(policy)?.[1]
}

async function pack(body: Buffer, encoding: ContentEncoding): Promise<Buffer> {
  if (encoding === 'br')
    return promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } })
  return encoding === 'gzip' ? promisify(gzip)(body, { level: QUALITY }) : body
}

function pairsOf(rawHeaders: readonly string[]): [string, string][] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as [string, string]] : [],
  )
}
