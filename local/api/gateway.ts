import { createServer, type IncomingMessage, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import type { LocalConfig } from '../config.ts'
import { codeOf, Problem, reasonOf } from '../problem.ts'
import { attachRealtime, type Realtime } from '../realtime/server.ts'
import type { AuthDeps } from './auth/call.ts'
import { createAuthLimits } from './auth/limits.ts'
import { createAuth } from './auth/routes.ts'
import { readCredentials } from './caller.ts'
import { createFunctions } from './functions.ts'
import { createKeyCheck } from './keys.ts'
import { type Lite, startLite } from './lite.ts'
import { BodyTooLarge, isPreflight, json, MAX_BODY_BYTES, preflightHeaders, withCors } from './replies.ts'
import { createCatalogue } from './rest/catalogue.ts'
import { databaseGoneReply, isDatabaseGone } from './rest/errors.ts'
import { createRest } from './rest/serve.ts'
import { type ApiSettings, readSettings } from './settings.ts'
import { createTokens, type Tokens } from './tokens.ts'

export type Gateway = {
  /** Reads tables and functions again before the next request. */
  reloadSchema(): Promise<void>
  /** Says goodbye to Realtime's clients, answers what has begun, lets go of the database. */
  close(): Promise<void>
}

type Handler = (request: Request, url: URL, incoming: IncomingMessage) => Promise<Response>

/** Requests that may wait for the database at once; beyond, the answer is 503 at once. */
const MAX_WAITING = 2000
const CLOSE_GRACE_MS = 3000
const REQUEST_TIMEOUT_MS = 30_000
/** Longer than clients keep their connections, so that none is closed just as a request is sent on it. */
const KEEP_ALIVE_MS = 65_000

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

function createRoutes(
  config: LocalConfig,
  settings: ApiSettings,
  tokens: Tokens,
  lite: Lite,
  realtime: Realtime,
): { handle: Handler; reloadSchema(): Promise<void> } {
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
  const handle: Handler = async (request, url, incoming) => {
    const path = url.pathname
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
    const answer = path.startsWith('/realtime/v1/') ? await realtime.handleHttp(request) : null
    return answer ?? json(404, { code: 'not_found', message: `There is no route ${path}` })
  }
  return {
    handle,
    async reloadSchema() {
      catalogue.forget()
      await lite.forgetSchema()
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        codeOf(error) === 'EADDRINUSE'
          ? new Problem(
              `Port ${port} for the Supabase API is taken: choose another with SUPABASE_API_PORT=….`,
            )
          : error,
      )
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const insist = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS)
    server.close(() => {
      clearTimeout(insist)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/**
 * The Supabase API of this machine on `config.ports.api`: Auth, Data API, Realtime and Edge Functions, HTTP and
 * WebSocket. Needs Postgres with the bootstrap applied. Throws a Problem when the port is taken.
 */
export async function startGateway(
  config: LocalConfig,
  log: Logger,
  settings: ApiSettings = readSettings(process.env),
): Promise<Gateway> {
  const { keys, ports, urls } = config
  const tokens = createTokens(keys.jwtSigningKey, keys.liteJwtSecret, `${urls.api}/auth/v1`)
  const roleOfKey = createKeyCheck(keys)
  const lite = startLite(config, settings, log)
  const functions = createFunctions({ port: ports.functions, settings, tokens, log })
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS })
  const verifyToken = async (token: string) => {
    const role = token.startsWith('sb_') ? roleOfKey(token) : null
    if (role) return { role }
    const check = tokens.check(token)
    return check.ok ? check.claims : null
  }
  const realtime = await attachRealtime({ server, config, verifyToken, log })
  const routes = createRoutes(config, settings, tokens, lite, realtime)
  let waiting = 0
  const answer = async (request: Request, incoming: IncomingMessage): Promise<Response> => {
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
      return withCors(await routes.handle(request, url, incoming))
    } catch (error) {
      return withCors(failure(error, url.pathname, log))
    } finally {
      waiting -= 1
    }
  }
  const listener = getRequestListener((request, env) => {
    const { incoming } = env
    if (!('socket' in incoming) || incoming.httpVersionMajor !== 1)
      return json(505, { message: 'Use HTTP/1.1' })
    return answer(request, incoming as IncomingMessage)
  })
  server.on('request', (incoming, outgoing) => {
    if (incoming.url?.startsWith('/functions/v1/')) functions(incoming, outgoing)
    else void listener(incoming, outgoing)
  })
  const close = async () => {
    await realtime.close()
    await closeServer(server)
    await lite.close()
  }
  try {
    // As PostgREST does: migrations say on this channel that the schema has changed.
    await lite.connection.driver.listen('pgrst', (payload) => {
      if (payload === '' || payload === 'reload schema') {
        routes.reloadSchema().catch((error) => log.warn({ reason: reasonOf(error) }, 'schema not forgotten'))
      }
    })
    await listen(server, ports.api)
  } catch (error) {
    await close()
    throw error
  }
  log.info({ url: urls.api }, 'the Supabase API listens')
  return { reloadSchema: routes.reloadSchema, close }
}
