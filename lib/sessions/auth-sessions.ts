import { createServerClient, serializeCookieHeader } from '@supabase/ssr'
import { createBatcher } from '#lib/claims/batcher.ts'
import { getEnv } from '#lib/env.ts'
import { BusyError } from '#lib/http/busy.ts'
import { getLog } from '#lib/http/log.ts'
import { shared } from '#lib/http/shared.ts'
import { readUuid } from '#lib/http/uuid.ts'
import { sessionCookieOptions } from '#lib/sessions/cookie-settings.ts'
import type { StoredSession } from '#lib/sessions/session-cookie.ts'

/** Calls to Auth under way at once, and calls that may wait for them; beyond that the answer is `busy`. */
const AUTH_CALLS_AT_ONCE = 32
const AUTH_CALLS_WAITING_MAX = 4000
const AUTH_TIMEOUT_MS = 8000

/** A session Auth just gave, as the Set-Cookie values that keep it. */
export type StartedSession = { shopperId: string; setCookies: readonly string[] }

type AuthJob = () => Promise<StartedSession | 'limited' | null>

function authCalls() {
  return shared('auth-calls', () =>
    createBatcher<AuthJob, StartedSession | 'limited' | null>({
      run: (_key, jobs) => Promise.all(jobs.map((job) => job())),
      lanes: AUTH_CALLS_AT_ONCE,
      batchMax: 1,
      queueMax: AUTH_CALLS_WAITING_MAX,
      totalQueueMax: AUTH_CALLS_WAITING_MAX,
      judge: () => 'away',
    }),
  )
}

/**
 * A new anonymous shopper. `limited` when Auth itself has had enough of us. Throws BusyError when Auth is away or
 * refuses for a reason only its operator can change.
 */
export async function startAnonymousSession(isSecure: boolean): Promise<StartedSession | 'limited'> {
  const started = await authCalls().submit('auth', async () => {
    const { client, setCookies } = clientWithoutSession(isSecure)
    const { data, error } = await client.auth.signInAnonymously()
    if (error?.status === 429) return 'limited'
    if (error) throw unavailable('an anonymous session', error)
    return startedSession(data.user?.id, setCookies)
  })
  if (started === null) throw new BusyError('Auth gave no anonymous session')
  return started
}

/**
 * The session anew from its refresh token; null when Auth says that it is over. One call per token, however many
 * tabs ask at once. Throws BusyError when Auth is away: the session is then kept, not replaced by another person.
 */
export async function refreshSession(
  session: StoredSession,
  isSecure: boolean,
): Promise<StartedSession | null> {
  const underWay = shared(
    'session-refreshes',
    () => new Map<string, Promise<StartedSession | 'limited' | null>>(),
  )
  const token = session.refreshToken
  const existing = underWay.get(token)
  const work =
    existing ??
    authCalls()
      .submit('auth', () => refresh(token, isSecure))
      .finally(() => underWay.delete(token))
  underWay.set(token, work)
  const refreshed = await work
  if (refreshed === 'limited') throw new BusyError('Auth limits how often sessions are renewed')
  return refreshed
}

async function refresh(refreshToken: string, isSecure: boolean): Promise<StartedSession | 'limited' | null> {
  const { client, setCookies } = clientWithoutSession(isSecure)
  const { data, error } = await client.auth.refreshSession({ refresh_token: refreshToken })
  if (error?.status === 429) return 'limited'
  if (error && (error.status === undefined || error.status === 0 || error.status >= 500)) {
    throw unavailable('a renewed session', error)
  }
  return error ? null : startedSession(data.user?.id, setCookies)
}

/** A client that starts from nothing and notes the cookies it would set. */
function clientWithoutSession(isSecure: boolean) {
  const env = getEnv()
  const setCookies: string[] = []
  const client = createServerClient(env.supabaseUrl, env.supabasePublishableKey, {
    cookieOptions: sessionCookieOptions(isSecure),
    global: {
      fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(AUTH_TIMEOUT_MS) }),
    },
    cookies: {
      getAll: () => [],
      setAll: (cookies) => {
        for (const { name, value, options } of cookies)
          setCookies.push(serializeCookieHeader(name, value, options))
      },
    },
  })
  return { client, setCookies }
}

function startedSession(userId: string | undefined, setCookies: readonly string[]): StartedSession | null {
  const shopperId = readUuid(userId)
  return shopperId && setCookies.length > 0 ? { shopperId, setCookies } : null
}

function unavailable(what: string, error: Error): BusyError {
  getLog().error({ err: error }, `Auth gave no ${what}: check that it runs and allows anonymous sign-ins`)
  return new BusyError(`Auth gave no ${what}`)
}
