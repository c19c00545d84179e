import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'

/** Where the output of a part goes: `<stateDir>/logs/<part>.log`. */
export function logFileOf(stateDir: string, part: string): string {
  const folder = join(stateDir, 'logs')
  mkdirSync(folder, { recursive: true })
  return join(folder, `${part}.log`)
}

/** `: the last line of the log`, to go on after a sentence; empty when there is none. */
export function lastLine(path: string): string {
  if (!existsSync(path)) return ''
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  // The line that says what went wrong is rarely the very last one of a stack.
  const recent = lines.slice(-60)
  const telling =
    recent.findLast((line) => /\b(error|fatal):/i.test(line)) ??
    recent.findLast((line) => /error|cannot|missing|refused|not found|must|failed/i.test(line)) ??
    lines.at(-1)
  return telling ? `: ${telling.trim().slice(0, 300)}` : ''
}

/** The supervisor's own log, beside those of the parts. */
export function openLog(stateDir: string): Logger {
  const destination = pino.destination({ dest: logFileOf(stateDir, 'supervisor'), sync: true })
  return pino({ name: 'supervisor', level: process.env.LOG_LEVEL ?? 'info' }, destination)
}
