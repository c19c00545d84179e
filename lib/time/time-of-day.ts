const MINUTE_MS = 60_000

/** "14:32" where the reader is. Of a deadline: the minute it falls in has begun then, never ended. */
export function timeOfDay(atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(atMs)
}

/** The same for "from then on": rounded up to the minute, so that nobody is told to come too early. */
export function timeOfDayFrom(atMs: number): string {
  return timeOfDay(Math.ceil(atMs / MINUTE_MS) * MINUTE_MS)
}
