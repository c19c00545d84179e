import { ok, problem } from '../_shared/answers.ts'
import { isAuthorised } from '../_shared/authorised.ts'
import { logError } from '../_shared/log.ts'
import { sendDue } from './send.ts'
import { PushOffError } from './vapid.ts'

/** Sends pushes that are due to the devices that asked for them. Called by the scheduler, with a secret key. */
async function send(request: Request): Promise<Response> {
  if (request.method !== 'POST') return problem(405, 'method_not_allowed', 'Post here to send what is due.')
  if (!isAuthorised(request))
    return problem(401, 'unauthenticated', 'Call this with a secret key of the project.')
  return ok(await sendDue())
}

export default {
  async fetch(request: Request): Promise<Response> {
    try {
      return await send(request)
    } catch (error) {
      logError('Pushes could not be sent', error)
      if (error instanceof PushOffError) return problem(503, 'push_off', error.message)
      return problem(500, 'try_again', 'The pushes could not be sent: call again.')
    }
  },
}
