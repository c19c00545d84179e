import { type Language, WRITING } from '#lib/languages/languages.ts'

const MINUTE_MS = 60_000

/** "14:32" where the reader is, in 24 hours in every language. Of a deadline: the minute it falls in has begun then, never ended. */
export function timeOfDay(atMs: number, language: Language): string {
  const figures = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat(WRITING[language].tag, figures).format(atMs)
}

/** The same for "from then on": rounded up to the minute, so that nobody is told to come too early. */
export function timeOfDayFrom(atMs: number, language: Language): string {
  return timeOfDay(Math.ceil(atMs / MINUTE_MS) * MINUTE_MS, language)
}
