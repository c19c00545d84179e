import { codeOf } from '../../problem.ts'
import { json } from '../replies.ts'

/** The parts of a Postgres error that PostgREST passes on. */
export type DatabaseError = { code: string; message: string; detail: string | null; hint: string | null }

/** Postgres errors have a five character code; anything else that was thrown is not the database's word. */
export function databaseErrorOf(error: unknown): DatabaseError | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  const { code, message } = error
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return null
  const text = (name: 'detail' | 'hint'): string | null => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' ? value : null
  }
  return { code, message, detail: text('detail'), hint: text('hint') }
}

/** Exact codes first, then classes: PostgREST's table (docs.postgrest.org, "HTTP Status Codes"). */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  '21000': 400,
  '22023': 400,
  '23503': 409,
  '23505': 409,
  '25006': 405,
  '42883': 404,
  '42P01': 404,
  '42P17': 500,
  '53400': 500,
  '57P01': 503,
  P0001: 400,
}
const STATUS_BY_CLASS: Readonly<Record<string, number>> = {
  '08': 503,
  '09': 500,
  '0L': 403,
  '0P': 403,
  '25': 500,
  '28': 403,
  '2D': 500,
  '38': 500,
  '39': 500,
  '3B': 500,
  '40': 500,
  '53': 503,
  '54': 500,
  '55': 500,
  '57': 500,
  '58': 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
}

/** Codes like PT402 are a function's own way of saying an HTTP status. */
function statusOf(code: string, isAnonymous: boolean): number {
  const asked = Number(/^PT([2-5]\d\d)$/.exec(code)?.[1] ?? 0)
  if (asked > 0) return asked
  if (code === '42501') return isAnonymous ? 401 : 403
  return STATUS_BY_CODE[code] ?? STATUS_BY_CLASS[code.slice(0, 2)] ?? 400
}

/** PostgREST's answer to an error of the database; `role` is the caller's. */
export function databaseErrorReply(error: DatabaseError, role: string): Response {
  const { code, message, detail, hint } = error
  return json(statusOf(code, role === 'anon'), { code, details: detail, hint, message })
}

/** True when the database could not be asked at all, or is going away. */
export function isDatabaseGone(error: unknown): boolean {
  return /^(ECONN|EPIPE|CONNECTION_|CONNECT_|57P0|08)/.test(codeOf(error))
}

export function databaseGoneReply(): Response {
  const message =
    'The database does not answer: try again in a moment; `npm run status` says whether it runs.'
  return json(503, { code: 'PGRST001', details: null, hint: null, message }, { 'retry-after': '1' })
}

/** PostgREST's own errors (PGRST…). */
export function restError(
  status: number,
  code: string,
  message: string,
  details: string | null = null,
  hint: string | null = null,
): Response {
  return json(status, { code, details, hint, message })
}
