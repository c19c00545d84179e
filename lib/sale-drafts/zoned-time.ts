const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/

/** What the clock on the wall of a zone shows at an instant, as `<input type="datetime-local">` writes it: "2026-11-27T19:00". */
export function wallTime(atMs: number, timeZone: string): string {
  const figures = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const
  const parts = new Intl.DateTimeFormat('en-CA', { ...figures, timeZone }).formatToParts(atMs)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '00'
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

export type ZonedInstant = { atMs: number; note: null | 'skipped' | 'twice' }

/**
 * The instant at which the clock on the wall of a zone shows this. In the night the clocks go forward an hour is skipped: then it is the
 * moment the clock would have shown it had it not moved, an hour later on the wall. In the night they go back an hour comes twice: then it is
 * the first. Both are said (`note`), because whoever typed it should know. Null for what is no time.
 */
export function instantOf(wall: string, timeZone: string): ZonedInstant | null {
  const [, ...figures] = LOCAL.exec(wall) ?? []
  if (figures.length === 0) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = figures.map(Number)
  const asUtcMs = Date.UTC(year, month - 1, day, hour, minute)
  // The 31st of February is no day: it comes out of the calendar as another one.
  if (wallTime(asUtcMs, 'UTC') !== wall) return null
  const offsets = [asUtcMs - 86_400_000, asUtcMs + 86_400_000].map((atMs) => offsetMs(atMs, timeZone))
  const [before = 0, after = 0] = offsets
  const fitting = [...new Set([asUtcMs - before, asUtcMs - after])].filter(
    (atMs) => wallTime(atMs, timeZone) === wall,
  )
  const first = Math.min(...fitting)
  if (fitting.length === 0) return { atMs: asUtcMs - before, note: 'skipped' }
  return { atMs: first, note: fitting.length > 1 ? 'twice' : null }
}

/** How far the zone is ahead of UTC at an instant. */
function offsetMs(atMs: number, timeZone: string): number {
  const minuteMs = Math.floor(atMs / 60_000) * 60_000
  return Date.parse(`${wallTime(atMs, timeZone)}:00Z`) - minuteMs
}

export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    // That it cannot be used is the answer.
    return false
  }
}
