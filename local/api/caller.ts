import type { KeyRole } from './keys.ts'
import { json } from './replies.ts'
import type { TokenCheck, Tokens } from './tokens.ts'

/** Who a request says it is: an opaque key, and above it perhaps the token of a signed-in session. */
export type Credentials = {
  key: KeyRole
  /** Null when the request carries no token besides its key. */
  token: TokenCheck | null
}

/** The token of `Authorization: Bearer …`, or null. */
export function bearerOf(headers: Headers): string | null {
  return /^Bearer\s+(\S+)\s*$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null
}

const refusal = (message: string, hint: string, code: string): Response =>
  json(401, { message, hint }, { 'sb-error-code': code })

/**
 * Reads key and token. The key comes in `apikey`, or `?apikey=` where a header cannot be set; without a good one
 * the answer is the hosted gateway's 401.
 */
export function readCredentials(
  headers: Headers,
  url: URL,
  roleOfKey: (key: string) => KeyRole | null,
  tokens: Tokens,
): Credentials | { response: Response } {
  const given = headers.get('apikey') ?? url.searchParams.get('apikey')
  if (!given) {
    const hint = 'No `apikey` request header or url param was found.'
    return { response: refusal('No API key found in request', hint, 'UNAUTHORIZED_MISSING_API_KEY') }
  }
  const key = roleOfKey(given)
  const bearer = bearerOf(headers)
  const isKeyAgain = bearer === null || bearer === given
  if (!key || (!isKeyAgain && bearer.startsWith('sb_') && roleOfKey(bearer) === null)) {
    const hint = 'Double check your Supabase `apikey`: `npm run status` prints the keys of this machine.'
    return { response: refusal('Invalid API key', hint, 'UNAUTHORIZED_INVALID_API_KEY') }
  }
  if (key === 'service_role' && /^\s*Mozilla\/5\.0/i.test(headers.get('user-agent') ?? '')) {
    const hint = 'A secret key must never reach a browser: use the publishable key there.'
    return {
      response: refusal(
        'Forbidden use of secret API key in browser',
        hint,
        'UNAUTHORIZED_INVALID_API_KEY_TYPE',
      ),
    }
  }
  return { key, token: isKeyAgain || bearer.startsWith('sb_') ? null : tokens.check(bearer) }
}
