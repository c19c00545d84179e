import type { Sql } from 'postgres'
import type { Credentials } from '../caller.ts'
import type { Lite, SeenError } from '../lite.ts'
import { readBody } from '../replies.ts'
import type { Tokens } from '../tokens.ts'
import type { Catalogue } from './catalogue.ts'
import {
  databaseErrorOf,
  databaseErrorReply,
  databaseGoneReply,
  isDatabaseGone,
  restError,
} from './errors.ts'
import { answerRpc, isPlainRpc, type RpcCall } from './rpc.ts'

export type RestDeps = {
  sql: Sql
  lite: Lite
  tokens: Tokens
  catalogue: Catalogue
  publishableKey: string
  secretKey: string
  defaultSchema: string
  exposedSchemas: readonly string[]
}

/** Answers that may only mean that what lite remembers of the schema is older than a migration. */
const SCHEMA_MISSES = new Set(['PGRST200', 'PGRST202', 'PGRST204', 'PGRST205', '42703', '42883', '42P01'])
/** A second look at the schema costs a dozen catalogue queries, so misses may ask for one this often. */
const MISS_RELOAD_MS = 1000

function tokenRefusal(reason: 'malformed' | 'untrusted' | 'expired'): Response {
  if (reason === 'expired') return restError(401, 'PGRST303', 'JWT expired')
  if (reason === 'malformed') return restError(401, 'PGRST301', 'Expected 3 parts in JWT')
  const details = 'None of the keys was able to decode the JWT'
  return restError(401, 'PGRST301', 'No suitable key or wrong key type', details)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // That it does not parse is the answer.
    return false
  }
}

async function errorCodeOf(response: Response): Promise<string> {
  const text = await response.clone().text()
  if (!isJson(text)) return ''
  const body: { code?: unknown } | null = JSON.parse(text)
  return typeof body?.code === 'string' ? body.code : ''
}

/** lite answers 500 "SUP" for database errors it does not know, a raised exception among them. */
async function correctedError(response: Response, seen: SeenError, who: Credentials): Promise<Response> {
  if (response.status < 500) return response
  if (isDatabaseGone(seen.error)) return databaseGoneReply()
  if ((await errorCodeOf(response)) !== 'SUP') return response
  const known = databaseErrorOf(seen.error)
  return known ? databaseErrorReply(known, who.token?.ok ? who.token.claims.role : who.key) : response
}

/** The request as lite understands it: its own kind of token, and nothing that was ours alone. */
function requestForLite(deps: RestDeps, request: Request, url: URL, who: Credentials, body: string): Request {
  const headers = new Headers(request.headers)
  headers.set('apikey', who.key === 'service_role' ? deps.secretKey : deps.publishableKey)
  headers.delete('content-length')
  if (who.token?.ok) headers.set('authorization', `Bearer ${deps.tokens.signForLite(who.token.claims)}`)
  else headers.delete('authorization')
  const target = new URL(url)
  target.searchParams.delete('apikey')
  const { method } = request
  const init: RequestInit = { method, headers }
  if (body !== '' && method !== 'GET' && method !== 'HEAD') init.body = body
  return new Request(target, init)
}

/** Tables, and functions with filters. Looks a second time when the schema may have changed since lite read it. */
function createTables(
  deps: RestDeps,
): (request: Request, url: URL, who: Credentials, body: string) => Promise<Response> {
  let schemaReadAt = 0
  return async (request, url, who, body) => {
    const ask = async () => {
      const seen: SeenError = {}
      const response = await deps.lite.fetch(requestForLite(deps, request, url, who, body), seen)
      return { response, seen }
    }
    let { response, seen } = await ask()
    const mayLookAgain = response.status >= 400 && performance.now() - schemaReadAt > MISS_RELOAD_MS
    if (mayLookAgain && SCHEMA_MISSES.has(await errorCodeOf(response))) {
      schemaReadAt = performance.now()
      await deps.lite.forgetSchema()
      ;({ response, seen } = await ask())
    }
    return correctedError(response, seen, who)
  }
}

/** `/rest/v1/*`: functions by our own route, tables and everything else by lite. */
export function createRest(
  deps: RestDeps,
): (request: Request, url: URL, who: Credentials) => Promise<Response> {
  const throughLite = createTables(deps)
  return async (request, url, who) => {
    if (who.token && !who.token.ok) return tokenRefusal(who.token.reason)
    const body = await readBody(request)
    const type = request.headers.get('content-type') ?? 'application/json'
    if (body !== '' && type.startsWith('application/json') && !isJson(body)) {
      return restError(400, 'PGRST102', 'Empty or invalid json')
    }
    const name = /^\/rest\/v1\/rpc\/([^/]+)$/.exec(url.pathname)?.[1]
    if (name === undefined || !isPlainRpc(request, url)) return throughLite(request, url, who, body)
    const schema = request.headers.get('content-profile') ?? deps.defaultSchema
    if (!deps.exposedSchemas.includes(schema)) {
      const hint = `Only the following schemas are exposed: ${deps.exposedSchemas.join(', ')}`
      return restError(406, 'PGRST106', `Invalid schema: ${schema}`, null, hint)
    }
    const claims = who.token?.ok ? who.token.claims : { role: who.key }
    const call: RpcCall = {
      schema,
      name: decodeURIComponent(name),
      body,
      role: claims.role,
      claims,
      headers: request.headers,
      path: url.pathname,
    }
    return answerRpc(deps.sql, deps.catalogue, call)
  }
}
