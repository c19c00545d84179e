import { type Logger, pino } from 'pino'
import { shared } from '#lib/http/shared.ts'

/**
 * The shop's log: one JSON line per event on standard output. Tokens and cookies never reach it. Where there are
 * several workers each line carries the number of the one that wrote it; lines without one are the primary's.
 */
export function getLog(): Logger {
  return shared('log', () =>
    pino({
      level: process.env.LOG_LEVEL ?? 'info',
      base: { part: 'shop', ...workerNumber() },
      // A failed query carries its parameters and a failed request its headers: neither belongs in a log.
      redact: ['err.parameters', 'err.args', 'err.query', 'headers.authorization', 'headers.cookie'],
    }),
  )
}

/** Set by the primary (workers.ts) for each worker it starts. */
function workerNumber(): { worker?: number } {
  const number = process.env.WEB_WORKER
  return number ? { worker: Number(number) } : {}
}
