import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from 'node:http'
import { duplexPair } from 'node:stream'
import { LANGUAGE_HEADER, type Language } from '#lib/languages/languages.ts'
import type { RenderedPage } from '#lib/pages/stored-page.ts'

/** A page takes some 20 ms; the queries in it give up after 2 s. */
const RENDER_DEADLINE_MS = 3000
/** Beyond what is ever kept (stored-page.ts): the answer is not read to its end. */
const BODY_MAX_BYTES = 4 * 1024 * 1024

/**
 * Asks Next for a page by real HTTP, over a pair of streams inside this process. Nobody else can connect to it, there is no port or
 * file to be taken, and Next is used as documented, with a request and a response of Node's own. Rejects when there is no
 * answer in time, or only half of one.
 */
export function createNextCall(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): (path: string, headers: OutgoingHttpHeaders) => Promise<RenderedPage> {
  const server = createServer(handle)
  return (path, headers) =>
    new Promise((resolve, reject) => {
      const [ours, theirs] = duplexPair()
      server.emit('connection', theirs)
      const signal = AbortSignal.timeout(RENDER_DEADLINE_MS)
      const call = request({ createConnection: () => ours, path, headers, signal }, (answer) => {
        const chunks: Buffer[] = []
        let size = 0
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          if (size > BODY_MAX_BYTES)
            call.destroy(new Error(`the page is longer than ${BODY_MAX_BYTES} bytes`))
        })
        answer.on('error', reject)
        answer.on('end', () => {
          // Also called when the other side broke off: half a page is no page.
          if (!answer.complete) return reject(new Error('the page broke off'))
          resolve({
            status: answer.statusCode ?? 500,
            rawHeaders: answer.rawHeaders,
            body: Buffer.concat(chunks),
          })
        })
      })
      call.on('error', reject)
      call.end()
    })
}

/**
 * Renders pages as everybody gets them. The request carries the shop's host and the language and nothing else: no cookie, no header
 * and no address of whoever made us render, so nothing of anybody can be in the page.
 */
export function createPageRenderer(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  shopUrl: string,
): (path: string, language: Language) => Promise<RenderedPage> {
  const call = createNextCall(handle)
  const { host, protocol } = new URL(shopUrl)
  const headers = {
    host,
    'x-forwarded-host': host,
    'x-forwarded-proto': protocol.slice(0, -1),
    accept: 'text/html',
    'accept-encoding': 'identity',
    // Tells proxy.ts that it is rendered for everybody, so that no nonce gets into it.
    'x-stampede-common': '1',
  }
  return (path, language) => call(path, { ...headers, [LANGUAGE_HEADER]: language })
}
