import { DEFAULT_LANGUAGE, isLanguage, type Language, WRITING } from '#lib/languages/languages.ts'
import { readSetting } from '#lib/worker/settings.ts'
import type { WorkerMessages } from '#lib/worker/worker-messages.ts'

declare const self: ServiceWorkerGlobalScope & { __WORDS: Record<Language, WorkerMessages> }

export type WorkerWords = WorkerMessages & {
  language: Language
  dir: 'ltr' | 'rtl'
  timeOfDay(atMs: number): string
}

/** In the language asked for, else that of the page last opened. */
export async function workerWords(asked: string | null = null): Promise<WorkerWords> {
  const wanted = asked ?? (await readSetting('language'))
  const language = isLanguage(wanted) ? wanted : DEFAULT_LANGUAGE
  const { tag, dir } = WRITING[language]
  const time = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit' })
  return { ...self.__WORDS[language], language, dir, timeOfDay: (atMs) => time.format(atMs) }
}
