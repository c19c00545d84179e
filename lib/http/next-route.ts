import { answerCall } from '#lib/http/answer-call.ts'
import { type ApiBody, type ApiCall, BODY_DRAIN_MAX_BYTES, BODY_MAX_BYTES, NO_BODY } from '#lib/http/call.ts'
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
    const hasBody = route.method === 'POST' && request.method === 'POST'
    const body = hasBody ? await readBody(request) : NO_BODY
    return toResponse(await answerCall(route, webCall(request, params, body)))
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
function webCall(request: Request, params: ApiCall['params'], body: ApiBody): ApiCall {
  const url = new URL(request.url)
  return {
    method: request.method,
    path: url.pathname,
    params,
    header: (name) => request.headers.get(name) ?? undefined,
    peerAddress: null,
    isEncrypted: url.protocol === 'https:',
    body: () => body,
  }
}

async function readBody(request: Request): Promise<ApiBody> {
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
  for (let at = 0; at < answer.headers.length; at += 2) {
    const name = answer.headers[at] ?? ''
    if (name !== 'content-length') headers.append(name, answer.headers[at + 1] ?? '')
  }
  return new Response(answer.body, { status: answer.status, headers })
}
