/** Headers a browser may send us from another origin: supabase-js's own, and PostgREST's. */
const ALLOWED_HEADERS =
  'authorization, x-client-info, apikey, content-type, x-supabase-api-version, prefer, accept, accept-profile, ' +
  'content-profile, range, range-unit, x-region, x-retry-count, x-upsert, x-metadata, cache-control'
const EXPOSED_HEADERS =
  'content-range, content-location, location, preference-applied, x-sb-error-code, x-supabase-api-version, x-total-count, link'

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  })
}

export const CORS_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED_HEADERS,
}

/** The answer to a browser that asks before it sends. */
export function preflightHeaders(asked: string | null): Record<string, string> {
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
    'access-control-allow-headers': asked ? `${ALLOWED_HEADERS}, ${asked}` : ALLOWED_HEADERS,
    'access-control-max-age': '3600',
  }
}

export function isPreflight(
  method: string | undefined,
  headers: { get(name: string): string | null },
): boolean {
  return method === 'OPTIONS' && headers.get('access-control-request-method') !== null
}

/** Adds what lets a page of another origin read the answer. */
export function withCors(response: Response): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(CORS_HEADERS)) headers.set(name, value)
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}

/** The body was larger than the route takes. */
export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge'
}

/** Bytes of a request body; larger bodies are refused. */
export const MAX_BODY_BYTES = 1024 * 1024
/** Bytes that are read past before the connection is cut: a client that is still sending does not see our answer. */
const MAX_SKIPPED_BYTES = 8 * MAX_BODY_BYTES

/** Reads a body up to `MAX_BODY_BYTES`; throws BodyTooLarge beyond. Empty text when there is none. */
export async function readBody(request: Request): Promise<string> {
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const next = await reader?.read()
    if (!next || next.done) break
    size += next.value.byteLength
    if (size > MAX_SKIPPED_BYTES) {
      await reader?.cancel()
      break
    }
    if (size <= MAX_BODY_BYTES) chunks.push(next.value)
  }
  if (size > MAX_BODY_BYTES) throw new BodyTooLarge()
  return Buffer.concat(chunks).toString('utf8')
}
