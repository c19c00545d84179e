import { isBusy } from '#lib/http/busy.ts'
import type { ApiCall } from '#lib/http/call.ts'
import { getLog } from '#lib/http/log.ts'
import { type ApiAnswer, busy, problem } from '#lib/http/problems.ts'
import type { ApiRoute } from '#lib/http/routes.ts'
import { isDatabaseBusy } from '#lib/postgres/failures.ts'

/**
 * Answers one call, whoever carried it here; neither throws nor rejects. A method the route does not take is 405 with
 * Allow (HEAD and OPTIONS too: nothing here is for other sites to call). What is away or full is 503; anything else
 * that throws is our mistake: logged with its stack, answered without.
 */
export function answerCall(route: ApiRoute, call: ApiCall): ApiAnswer | Promise<ApiAnswer> {
  if (call.method !== route.method)
    return problem('wrong_method', { headers: { allow: route.allow ?? route.method } })
  try {
    const answer = route.handler(call)
    return answer instanceof Promise ? answer.catch((error: unknown) => answerFailure(error, call)) : answer
  } catch (error) {
    return answerFailure(error, call)
  }
}

function answerFailure(error: unknown, call: ApiCall): ApiAnswer {
  if (isBusy(error)) return busy(error.retryAfterSeconds)
  if (isDatabaseBusy(error)) return busy()
  getLog().error({ err: error, path: call.path, method: call.method }, 'a call failed')
  return problem('internal')
}
