import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerCall } from '#lib/http/answer-call.ts'
import type { ApiCall } from '#lib/http/call.ts'
import { getLog } from '#lib/http/log.ts'
import { NodeCall, readBody, writeAnswer } from '#lib/http/node-call.ts'
import { type ApiAnswer, busy } from '#lib/http/problems.ts'
import { type ApiRoute, matchRoute } from '#lib/http/routes.ts'

/** Answers a request and says true, or says false: not one of ours. */
export type FastLane = (request: IncomingMessage, response: ServerResponse) => boolean

const SHUT: ApiRoute = { method: 'POST', handler: () => busy() }

/**
 * The calls that are answered before Next's router sees them, which costs about a millisecond each. The handlers are
 * the ones that app/api mounts, so a host without this server gives the same answers, slower.
 */
export function createFastLane(): FastLane {
  return (request, response) => {
    const url = request.url ?? '/'
    if (!url.startsWith('/api/')) return false
    const query = url.indexOf('?')
    const path = query === -1 ? url : url.slice(0, query)
    const match = matchRoute(path, request.method)
    if (!match) return false
    const { route, params } = match
    if (route.isShut?.()) {
      // Its body is thrown away by Node once the answer is out.
      give(response, SHUT, new NodeCall(request, path, params))
    } else if (route.method === 'POST' && request.method === 'POST') {
      readBody(request, (body) => give(response, route, new NodeCall(request, path, params, body)))
    } else {
      // A body that came with any other method is thrown away by Node once the answer is out.
      give(response, route, new NodeCall(request, path, params))
    }
    return true
  }
}

function give(response: ServerResponse, route: ApiRoute, call: ApiCall): void {
  const answer = answerCall(route, call)
  if (answer instanceof Promise) void answer.then((late) => write(response, late, call))
  else write(response, answer, call)
}

/** Only the writing itself can fail here; the line is then of no use to anybody. */
function write(response: ServerResponse, answer: ApiAnswer, call: ApiCall): void {
  try {
    writeAnswer(response, answer)
  } catch (error) {
    getLog().error({ err: error, path: call.path }, 'an answer could not be written')
    response.destroy()
  }
}
