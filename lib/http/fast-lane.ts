import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerCall } from '#lib/http/answer-call.ts'
import { getLog } from '#lib/http/log.ts'
import { nodeCall, writeAnswer } from '#lib/http/node-call.ts'
import { matchRoute } from '#lib/http/routes.ts'

/** Answers a request and says true, or says false: not one of ours. */
export type FastLane = (request: IncomingMessage, response: ServerResponse) => boolean

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
    const match = matchRoute(path)
    if (!match) return false
    answerCall(match.route, nodeCall(request, path, match.params))
      .then((answer) => {
        // What was not read of a refused request must not wait in the way of the next one on this line.
        if (!request.readableEnded) request.resume()
        writeAnswer(response, answer)
      })
      .catch((error: unknown) => {
        // Only the writing itself can fail here; the line is then of no use to anybody.
        getLog().error({ err: error, path }, 'an answer could not be written')
        response.destroy()
      })
    return true
  }
}
