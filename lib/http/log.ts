import { type Logger, pino } from 'pino'
import { shared } from '#lib/http/shared.ts'

/** The shop's log: one JSON line per event on standard output. Tokens and cookies never reach it. */
export function getLog(): Logger {
  return shared('log', () =>
    pino({
      level: process.env.LOG_LEVEL ?? 'info',
      base: { part: 'shop' },
      // A failed query carries its parameters and a failed request its headers: neither belongs in a log.
      redact: ['err.parameters', 'err.args', 'err.query', 'headers.authorization', 'headers.cookie'],
    }),
  )
}
