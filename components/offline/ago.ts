import { type Language, WRITING } from '#lib/languages/languages.ts'

/** When something was, so that one sees how old it is: the time of day, with the date where that is not today's. */
export function ago(atMs: number, language: Language): string {
  const isToday = new Date(atMs).toDateString() === new Date().toDateString()
  return new Intl.DateTimeFormat(WRITING[language].tag, {
    hour: '2-digit',
    minute: '2-digit',
    ...(isToday ? {} : { weekday: 'short', day: 'numeric', month: 'short' }),
  }).format(atMs)
}
