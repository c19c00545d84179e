/**
 * Codes that say the database was not there, or went away before it answered. Whether it did the work is then
 * unknown, so only calls that are safe to repeat may be repeated.
 */
const AWAY = new Set([
  // Node's network
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  // the `postgres` package
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  // Postgres: ended by an administrator, by a crash, not up yet, no connection left, gone read-only in a failover
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '25006',
])

/** Nobody answered in time: our own deadline (deadline.ts), the server's lock_timeout or statement_timeout. */
const TIMED_OUT = new Set(['DEADLINE', '55P03', '57014'])

/** Codes of a statement that may win when repeated: timed out, or lost against another one. */
const NOT_NOW = new Set([...TIMED_OUT, '40001', '40P01'])

/** True when the connection broke under the statement or none could be made: a new one may already work. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error)
  return code !== null && (AWAY.has(code) || code.startsWith('08'))
}

/** True for whatever says "not now": away, a deadline passed, a lock or statement timeout, a deadlock. */
export function isDatabaseBusy(error: unknown): boolean {
  const code = codeOf(error)
  return isConnectionLost(error) || (code !== null && NOT_NOW.has(code))
}

/** What a failed batch means to the batcher: see `Failure` there. */
export function judgeFailure(error: unknown): 'lost' | 'away' | 'refused' {
  if (isConnectionLost(error)) return 'lost'
  const code = codeOf(error)
  return code !== null && TIMED_OUT.has(code) ? 'away' : 'refused'
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
