import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { codeOf } from '../problem.ts'
import { CORS_HEADERS, preflightHeaders } from './replies.ts'
import type { ApiSettings } from './settings.ts'
import type { Tokens } from './tokens.ts'

export type FunctionsDeps = { port: number; settings: ApiSettings; tokens: Tokens; log: Logger }

const PREFIX = '/functions/v1/'
/** Bytes of a request's body; hosted functions take a little more. */
const MAX_BODY_BYTES = 6 * 1024 * 1024
/** Hosted functions end after 150 seconds. */
const ANSWER_TIMEOUT_MS = 150_000
/** Of one connection to the next, not of the thing carried. */
const HOP_HEADERS = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
])

function reply(outgoing: ServerResponse, status: number, body: unknown): void {
  if (outgoing.headersSent) {
    outgoing.destroy()
    return
  }
  outgoing.writeHead(status, { ...CORS_HEADERS, 'content-type': 'application/json; charset=utf-8' })
  outgoing.end(JSON.stringify(body))
}

/** Why the caller may not call this function, or null. */
function refusalOf(incoming: IncomingMessage, name: string, deps: FunctionsDeps): string | null {
  if (!deps.settings.needsJwt(name)) return null
  const token = /^Bearer\s+(\S+)$/i.exec(incoming.headers.authorization ?? '')?.[1]
  if (!token) return 'Missing authorization header'
  return deps.tokens.check(token).ok ? null : 'Invalid JWT'
}

function forwardedHeaders(incoming: IncomingMessage): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && !HOP_HEADERS.has(name)) headers[name] = value
  }
  headers['x-forwarded-for'] = incoming.socket.remoteAddress ?? ''
  headers['x-forwarded-host'] = incoming.headers.host ?? ''
  headers['x-forwarded-proto'] = 'http'
  return headers
}

/** Sends the body on as it arrives, byte for byte: signatures of webhooks cover every one of them. */
function sendBody(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  upstream: ReturnType<typeof httpRequest>,
): void {
  let size = 0
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.byteLength
    if (size > MAX_BODY_BYTES) {
      incoming.pause()
      upstream.destroy()
      reply(outgoing, 413, {
        code: 413,
        message: `The body is larger than ${MAX_BODY_BYTES} bytes: send less`,
      })
    } else if (!upstream.write(chunk)) {
      incoming.pause()
      upstream.once('drain', () => incoming.resume())
    }
  })
  incoming.on('end', () => upstream.end())
  outgoing.on('finish', () => {
    // A function may answer before it has read the body (413). What is left must still be taken from the
    // connection, or the client's next request on it waits behind these bytes for ever.
    incoming.removeAllListeners('data').resume()
    if (!upstream.writableFinished) upstream.destroy()
  })
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) upstream.destroy()
  })
}

/** `/functions/v1/<name>…` goes to the Deno runner as `/<name>…`; the function's answer comes back as it is. */
export function createFunctions(
  deps: FunctionsDeps,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    // With `..` resolved first: `/open/../guarded` must be asked for what `/guarded` is asked for.
    const { pathname, search } = new URL(incoming.url ?? '', 'http://localhost')
    const path = pathname.slice(PREFIX.length - 1)
    const name = /^\/([\w-]+)/.exec(path)?.[1]
    if (!pathname.startsWith(PREFIX) || name === undefined) {
      reply(outgoing, 404, { code: 'NOT_FOUND', message: 'Name a function: /functions/v1/<name>' })
      return
    }
    if (incoming.method === 'OPTIONS' && incoming.headers['access-control-request-method']) {
      outgoing
        .writeHead(204, preflightHeaders(incoming.headers['access-control-request-headers'] ?? null))
        .end()
      return
    }
    const refusal = refusalOf(incoming, name, deps)
    if (refusal !== null) {
      reply(outgoing, 401, { code: 401, message: refusal })
      return
    }
    const upstream = httpRequest({
      host: '127.0.0.1',
      port: deps.port,
      method: incoming.method,
      path: `${path}${search}`,
      headers: forwardedHeaders(incoming),
      timeout: ANSWER_TIMEOUT_MS,
    })
    upstream.on('response', (answer) => {
      const headers: Record<string, string | string[]> = { ...CORS_HEADERS }
      for (const [field, value] of Object.entries(answer.headers)) {
        if (value !== undefined && !HOP_HEADERS.has(field)) headers[field] = value
      }
      outgoing.writeHead(answer.statusCode ?? 502, headers)
      answer.pipe(outgoing)
      answer.on('error', () => outgoing.destroy())
    })
    upstream.on('timeout', () => {
      upstream.destroy()
      reply(outgoing, 504, {
        code: 'FUNCTION_TIMEOUT',
        message: `${name} did not answer in time: look into its log`,
      })
    })
    upstream.on('error', (error) => {
      if (outgoing.destroyed || outgoing.writableEnded) return
      deps.log.debug({ name, code: codeOf(error) }, 'the function runner did not answer')
      reply(outgoing, 503, {
        code: 'FUNCTIONS_UNAVAILABLE',
        message:
          'Edge Functions are not running: try again in a moment; if it stays so, `npm run status` says why.',
      })
    })
    sendBody(incoming, outgoing, upstream)
  }
}
