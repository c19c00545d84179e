import { ok, problem } from '../_shared/answers.ts'
import { isAuthorised } from '../_shared/authorised.ts'
import { logError } from '../_shared/log.ts'
import { drainOutbox } from './drain.ts'

/** Does what the database has written down to be done outside of it. Called by the scheduler, with a secret key. */
async function drain(request: Request): Promise<Response> {
  if (request.method !== 'POST') return problem(405, 'method_not_allowed', 'Post here to drain the outbox.')
  if (!isAuthorised(request))
    return problem(401, 'unauthenticated', 'Call this with a secret key of the project.')
  return ok(await drainOutbox())
}

export default {
  async fetch(request: Request): Promise<Response> {
    try {
      return await drain(request)
    } catch (error) {
      logError('The outbox could not be drained', error)
      return problem(500, 'try_again', 'The outbox could not be drained: call again.')
    }
  },
}
