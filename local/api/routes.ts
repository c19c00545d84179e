import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { LocalConfig } from '../config.ts'
import { reasonOf } from '../problem.ts'
import type { Realtime } from '../realtime/server.ts'
import type { AuthDeps } from './auth/call.ts'
import { createAuthLimits } from './auth/limits.ts'
import { createAuth } from './auth/routes.ts'
import { readCredentials } from './caller.ts'
import { createKeyCheck } from './keys.ts'
import type { Lite } from './lite.ts'
import { BodyTooLarge, isPreflight, json, MAX_BODY_BYTES, preflightHeaders, withCors } from './replies.ts'
import { createCatalogue } from './rest/catalogue.ts'
import { databaseGoneReply, isDatabaseGone } from './rest/errors.ts'
import { createRest } from './rest/serve.ts'
import type { ApiSettings } from './settings.ts'
import { createFiles } from './storage/files.ts'
import { createStorage } from './storage/routes.ts'
import type { Tokens } from './tokens.ts'

export type Routes = {
  /** Answers any request but those of functions; never rejects. */
  answer(request: Request, incoming: IncomingMessage): Promise<Response>
  reloadSchema(): Promise<void>
}

type Handler = (request: Request, url: URL, incoming: IncomingMessage) => Promise<Response>

/** Requests that may wait for the database at once; beyond, the answer is 503 at once. */
const MAX_WAITING = 2000

/** The address limits count by. A server that holds the secret key may name the shopper it speaks for. */
function ipOf(incoming: IncomingMessage, isTrusted: boolean): string {
  const forwarded = incoming.headers['sb-forwarded-for']
  if (isTrusted && typeof forwarded === 'string' && /^[0-9a-fA-F.:]{2,45}$/.test(forwarded)) return forwarded
  return incoming.socket.remoteAddress ?? '127.0.0.1'
}

function failure(error: unknown, path: string, log: Logger): Response {
  if (error instanceof BodyTooLarge) {
    const message = `The body is larger than ${MAX_BODY_BYTES} bytes: send less at a time`
    const body = { code: 413, error_code: 'request_too_large', message, msg: message }
    return json(413, body, { connection: 'close' })
  }
  if (error instanceof URIError)
    return json(400, { code: 'bad_request', message: 'The address is not valid' })
  if (isDatabaseGone(error)) {
    log.warn({ path, reason: reasonOf(error) }, 'the database does not answer')
    return databaseGoneReply()
  }
  log.error({ path, error }, 'a request failed')
  return json(500, {
    code: 'unexpected_failure',
    message: 'Unexpected failure: the log of the API says more',
  })
}

/** Preflights, the bound on what may wait, errors, and the headers that let other origins read the answer. */
function guarded(handle: Handler, log: Logger): Routes['answer'] {
  let waiting = 0
  return async (request, incoming) => {
    if (isPreflight(request.method, request.headers)) {
      const asked = request.headers.get('access-control-request-headers')
      return new Response(null, { status: 204, headers: preflightHeaders(asked) })
    }
    if (waiting >= MAX_WAITING) {
      const body = { code: 'over_capacity', message: 'Too many requests wait already: try again in a moment' }
      return withCors(json(503, body, { 'retry-after': '1' }))
    }
    const url = new URL(request.url)
    waiting += 1
    try {
      return withCors(await handle(request, url, incoming))
    } catch (error) {
      return withCors(failure(error, url.pathname, log))
    } finally {
      waiting -= 1
    }
  }
}

/** Which path is answered by what. */
export function createRoutes(
  config: LocalConfig,
  settings: ApiSettings,
  tokens: Tokens,
  lite: Lite,
  realtime: Realtime,
  log: Logger,
): Routes {
  const { publishableKey, secretKey } = config.keys
  const sql = lite.connection.driver
  const catalogue = createCatalogue(sql, settings.schemas)
  const roleOfKey = createKeyCheck(config.keys)
  const issuer = `${config.urls.api}/auth/v1`
  const limits = createAuthLimits(settings)
  const authDeps: AuthDeps = { sql, lite, tokens, settings, limits, publishableKey, issuer }
  const auth = createAuth(authDeps)
  const rest = createRest({
    sql,
    lite,
    tokens,
    catalogue,
    publishableKey,
    secretKey,
    defaultSchema: settings.schemas[0] ?? 'public',
    exposedSchemas: settings.schemas,
  })
  const storage = createStorage({ sql, files: createFiles(config.stateDir) })
  const handle: Handler = async (request, url, incoming) => {
    const path = url.pathname
    // Throws for an address with broken escapes, which is a 400.
    decodeURIComponent(path)
    const credentials = () => readCredentials(request.headers, url, roleOfKey, tokens)
    if (path === '/health') {
      await sql`select 1`
      return json(200, { status: 'ok' })
    }
    if (path.startsWith('/auth/v1/')) {
      const isTrusted = roleOfKey(request.headers.get('apikey') ?? '') === 'service_role'
      return auth({ request, url, credentials, ip: ipOf(incoming, isTrusted) })
    }
    if (path.startsWith('/rest/v1/') || path === '/rest/v1') {
      const who = credentials()
      return 'response' in who ? who.response : rest(request, url, who)
    }
    const answer = path.startsWith('/realtime/v1/')
      ? await realtime.handleHttp(request)
      : await storage(request, path, credentials)
    return answer ?? json(404, { code: 'not_found', message: `There is no route ${path}` })
  }
  return {
    answer: guarded(handle, log),
    async reloadSchema() {
      catalogue.forget()
      await lite.forgetSchema()
    },
  }
}
