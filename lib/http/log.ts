import { type Logger, pino } from 'pino'
import { shared } from '#lib/http/shared.ts'

/**
 * Errors carry more than they say. A failed query has its parameters; one of Stripe's has the whole answer, and with it a
 * payment's client secret and where the parcel goes. What an action was called with is a person's, too.
 */
export const NEVER_LOGGED = [
  'err.parameters',
  'err.args',
  'err.query',
  ...['raw', 'headers', 'payment_intent', 'payment_method', 'setup_intent', 'source', 'charge'].map(
    (name) => `err.${name}`,
  ),
  ...['input', 'contact', 'delivery', 'confirmationToken', 'pass', 'headers.authorization', 'headers.cookie'],
] as const

/**
 * The shop's log: one JSON line per event on standard output. Tokens and cookies never reach it. Where there are
 * several workers each line carries the number of the one that wrote it; lines without one are the primary's.
 */
export function getLog(): Logger {
  return shared('log', () =>
    pino({
      level: process.env.LOG_LEVEL ?? 'info',
      base: { part: 'shop', ...workerNumber() },
      redact: [...NEVER_LOGGED],
    }),
  )
}

/** Set by the primary (workers.ts) for each worker it starts. */
function workerNumber(): { worker?: number } {
  const number = process.env.WEB_WORKER
  return number ? { worker: Number(number) } : {}
}
