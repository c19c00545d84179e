import { createServer, IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import type { LocalConfig } from '../config.ts'
import { codeOf, Problem, reasonOf } from '../problem.ts'
import { attachRealtime } from '../realtime/server.ts'
import { createFunctions } from './functions.ts'
import { createKeyCheck } from './keys.ts'
import { startLite } from './lite.ts'
import { CORS_HEADERS, json } from './replies.ts'
import { createRoutes } from './routes.ts'
import { type ApiSettings, readSettings } from './settings.ts'
import { createTokens, type Tokens } from './tokens.ts'

export type Gateway = {
  /** Reads tables and functions again before the next request. */
  reloadSchema(): Promise<void>
  /** Says goodbye to Realtime's clients, answers what has begun, lets go of the database. */
  close(): Promise<void>
}

const CLOSE_GRACE_MS = 3000
const REQUEST_TIMEOUT_MS = 30_000
/** Longer than clients keep their connections, so that none is closed just as a request is sent on it. */
const KEEP_ALIVE_MS = 65_000

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

function refuseMethod(outgoing: ServerResponse): void {
  const body = { code: 'method_not_allowed', message: `Use one of ${[...METHODS].join(', ')}` }
  outgoing.writeHead(405, {
    ...CORS_HEADERS,
    'content-type': 'application/json',
    allow: [...METHODS].join(', '),
  })
  outgoing.end(JSON.stringify(body))
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

/** How Realtime asks about a token: its claims, `{role}` for an opaque key, null for anything else. */
function createVerifyToken(roleOfKey: ReturnType<typeof createKeyCheck>, tokens: Tokens) {
  return async (token: string) => {
    const role = token.startsWith('sb_') ? roleOfKey(token) : null
    if (role) return { role }
    const check = tokens.check(token)
    return check.ok ? check.claims : null
  }
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
  const lite = startLite(config, settings, log)
  const functions = createFunctions({ port: ports.functions, settings, tokens, log })
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS })
  const verifyToken = createVerifyToken(createKeyCheck(keys), tokens)
  const realtime = await attachRealtime({ server, config, verifyToken, log })
  const routes = createRoutes(config, settings, tokens, lite, realtime, log)
  const listener = getRequestListener((request, { incoming }) =>
    incoming instanceof IncomingMessage
      ? routes.answer(request, incoming)
      : json(505, { message: 'Use HTTP/1.1' }),
  )
  server.on('request', (incoming, outgoing) => {
    if (!METHODS.has(incoming.method ?? '')) refuseMethod(outgoing)
    else if (incoming.url?.startsWith('/functions/v1/')) functions(incoming, outgoing)
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
