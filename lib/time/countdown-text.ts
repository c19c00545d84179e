import type { Text } from '#lib/languages/translator.ts'

/**
 * The words and figures of a remaining time. Rounded up, so that zero is shown at zero and not a second before it.
 * Under a minute "0:42", under an hour "12:05", under a day "3:07:44", beyond that "2d 04h".
 */
export function countdownText(remainingMs: number, t: Text<'ui'>): string {
  const total = Math.max(0, Math.ceil(remainingMs / 1000))
  const seconds = total % 60
  const minutes = Math.floor(total / 60) % 60
  const hours = Math.floor(total / 3600)
  if (hours >= 48) return t('daysShort', { days: Math.floor(hours / 24), hours: two(hours % 24) })
  if (hours > 0) return `${hours}:${two(minutes)}:${two(seconds)}`
  return `${minutes}:${two(seconds)}`
}

const UNITS = [
  ['days', 86_400],
  ['hours', 3600],
  ['minutes', 60],
  ['seconds', 1],
] as const

/** The same for a screen reader: two largest units, in words. */
export function countdownWords(remainingMs: number, t: Text<'ui'>): string {
  const total = Math.max(0, Math.ceil(remainingMs / 1000))
  const at = UNITS.findIndex(([, size]) => total >= size)
  const [first, second] = UNITS.slice(at === -1 ? -1 : at)
  if (!first) return ''
  const large = t(first[0], { count: Math.floor(total / first[1]) })
  const rest = second ? Math.floor((total % first[1]) / second[1]) : 0
  return second && rest > 0 ? t('twoUnits', { large, small: t(second[0], { count: rest }) }) : large
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
