import { json } from '../replies.ts'

/** From this version on, clients read `{code, message}`; older ones `{code: <status>, error_code, msg}`. */
const VERSION_WITH_CODES = '2024-01-01'

/** A refusal in GoTrue's words: HTTP status, error code, message for a person, and further fields. */
export class AuthError extends Error {
  override name = 'AuthError'
  readonly status: number
  readonly code: string
  readonly extra: Readonly<Record<string, unknown>>
  constructor(status: number, code: string, message: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.extra = extra
  }
}

/** Bad input of a request. */
export function invalid(message: string): AuthError {
  return new AuthError(400, 'validation_failed', message)
}

/** The error in the form that the caller's API version knows. */
export function authErrorReply(error: AuthError, headers: Headers): Response {
  const version = headers.get('x-supabase-api-version') ?? ''
  const common = { 'x-sb-error-code': error.code }
  if (version >= VERSION_WITH_CODES) {
    const body = { code: error.code, message: error.message, ...error.extra }
    return json(error.status, body, { ...common, 'x-supabase-api-version': VERSION_WITH_CODES })
  }
  return json(
    error.status,
    { code: error.status, error_code: error.code, msg: error.message, ...error.extra },
    common,
  )
}
