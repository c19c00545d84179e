import { answerCall } from '#lib/http/answer-call.ts'
import { type ApiCall, BODY_DRAIN_MAX_BYTES, BODY_MAX_BYTES } from '#lib/http/call.ts'
import { type ApiAnswer, problem } from '#lib/http/problems.ts'
import type { ApiRoute } from '#lib/http/routes.ts'

type RouteContext = { params: Promise<Readonly<Record<string, string | string[] | undefined>>> }
type NextHandler = (request: Request, context?: RouteContext) => Promise<Response>

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/**
 * One of our routes as Next wants it: a function per method, all of them, because Next's own 405 has no body that
 * says what to do.
 */
export function nextRoute(route: ApiRoute): Record<(typeof METHODS)[number], NextHandler> {
  return everyMethod(async (request, context) => {
    const given = (await context?.params) ?? {}
    const params = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, String(value ?? '')]),
    )
    return toResponse(await answerCall(route, webCall(request, params)))
  })
}

/** Answers every address under /api that nothing else answers. */
export function unknownPathRoute(): Record<(typeof METHODS)[number], NextHandler> {
  return everyMethod(async () => toResponse(problem('unknown_path')))
}

function everyMethod(handler: NextHandler): Record<(typeof METHODS)[number], NextHandler> {
  return {
    GET: handler,
    HEAD: handler,
    POST: handler,
    PUT: handler,
    PATCH: handler,
    DELETE: handler,
    OPTIONS: handler,
  }
}

/** A call as the web's Request gives it. The peer is unknown there; behind a proxy its header says it. */
function webCall(request: Request, params: ApiCall['params']): ApiCall {
  const url = new URL(request.url)
  return {
    method: request.method,
    path: url.pathname,
    params,
    header: (name) => request.headers.get(name) ?? undefined,
    peerAddress: null,
    isEncrypted: url.protocol === 'https:',
    body: () => readBody(request),
  }
}

async function readBody(request: Request): Promise<Buffer | 'too_large'> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size <= BODY_MAX_BYTES) chunks.push(value)
    if (size > BODY_DRAIN_MAX_BYTES) await reader.cancel()
  }
  return size > BODY_MAX_BYTES ? 'too_large' : Buffer.concat(chunks)
}

function toResponse(answer: ApiAnswer): Response {
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) {
    if (name === 'content-length') continue
    if (typeof value === 'string') headers.set(name, value)
    else for (const one of value) headers.append(name, one)
  }
  return new Response(answer.body === null ? null : new Uint8Array(answer.body), {
    status: answer.status,
    headers,
  })
}
