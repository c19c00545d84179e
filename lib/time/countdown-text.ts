/**
 * The words and figures of a remaining time. Rounded up, so that zero is shown at zero and not a second before it.
 * Under a minute "0:42", under an hour "12:05", under a day "3:07:44", beyond that "2d 04h".
 */
export function countdownText(remainingMs: number): string {
  const total = Math.max(0, Math.ceil(remainingMs / 1000))
  const seconds = total % 60
  const minutes = Math.floor(total / 60) % 60
  const hours = Math.floor(total / 3600)
  if (hours >= 48) return `${Math.floor(hours / 24)}d ${two(hours % 24)}h`
  if (hours > 0) return `${hours}:${two(minutes)}:${two(seconds)}`
  return `${minutes}:${two(seconds)}`
}

/** The same for a screen reader: two largest units, in words. */
export function countdownWords(remainingMs: number): string {
  const total = Math.max(0, Math.ceil(remainingMs / 1000))
  const parts: string[] = []
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const
  let rest = total
  for (const [name, size] of units) {
    const count = Math.floor(rest / size)
    rest %= size
    if (count > 0 && parts.length < 2) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`)
    else if (parts.length > 0) break
  }
  return parts.join(' ') || '0 seconds'
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
