import { timingSafeEqual } from 'node:crypto'
import { ok, problem } from '../_shared/answers.ts'
import { secretKeys } from '../_shared/environment.ts'
import { logError } from '../_shared/log.ts'
import { drainOutbox } from './drain.ts'

/** Does what the database has written down to be done outside of it. Called by the scheduler, with a secret key. */
async function drain(request: Request): Promise<Response> {
  if (request.method !== 'POST') return problem(405, 'method_not_allowed', 'Post here to drain the outbox.')
  if (!isAuthorised(request))
    return problem(401, 'unauthenticated', 'Call this with a secret key of the project.')
  return ok(await drainOutbox())
}

/** The key comes as `apikey`, as supabase-js sends it, or as a Bearer token, as pg_net's callers do. */
function isAuthorised(request: Request): boolean {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const given = [request.headers.get('apikey'), bearer].filter((key) => typeof key === 'string')
  return secretKeys().some((secret) => given.some((key) => sameText(key, secret)))
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [new TextEncoder().encode(a), new TextEncoder().encode(b)]
  return left.length === right.length && timingSafeEqual(left, right)
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
