import compile from 'icu-minify/compile'
import format, { type CompiledMessage } from 'icu-minify/format'
import ar from './messages/ar.json' with { type: 'json' }
import de from './messages/de.json' with { type: 'json' }
import en from './messages/en.json' with { type: 'json' }

export type PushLanguage = 'en' | 'de' | 'ar'
export type MessageKey = keyof typeof en

/** How each is written, as in lib/languages: the same ten figures everywhere. */
const WRITING: Record<PushLanguage, { tag: string; dir: 'ltr' | 'rtl' }> = {
  en: { tag: 'en-IE', dir: 'ltr' },
  de: { tag: 'de-DE', dir: 'ltr' },
  ar: { tag: 'ar-u-nu-latn', dir: 'rtl' },
}
export const MESSAGES: Record<PushLanguage, Record<MessageKey, string>> = { en, de, ar }

/** A language of ours; whatever else was stored reads English. */
export function languageOf(word: string): PushLanguage {
  return word === 'de' || word === 'ar' ? word : 'en'
}

export function directionOf(language: PushLanguage): 'ltr' | 'rtl' {
  return WRITING[language].dir
}

const compiled = new Map<string, CompiledMessage>()
const plurals = new Map<string, Intl.PluralRules>()
const numbers = new Map<string, Intl.NumberFormat>()
const formatters = {
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) =>
    kept(numbers, String(args[0]), () => new Intl.NumberFormat(...args)),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) =>
    kept(plurals, String(args[0]), () => new Intl.PluralRules(...args)),
}

/** Made once: a formatter costs a hundred times what using it costs. Bounded, since there are few languages and zones. */
function kept<Made>(made: Map<string, Made>, name: string, make: () => Made): Made {
  const known = made.get(name)
  if (known !== undefined) return known
  const fresh = make()
  if (made.size < 1_000) made.set(name, fresh)
  return fresh
}

/** One message in one language. Names keep their own direction in a language written the other way. */
export function say(
  language: PushLanguage,
  key: MessageKey,
  values: Record<string, string | number>,
): string {
  const message = kept(compiled, `${language} ${key}`, () => compile(MESSAGES[language][key]))
  const isolated = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' && name !== 'template' && language === 'ar' ? `\u2068${value}\u2069` : value,
  ])
  return String(format(message, WRITING[language].tag, Object.fromEntries(isolated), { formatters }))
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** "18:00" where the person is; an unknown time zone is told in UTC, and says so. */
export function timeOfDay(language: PushLanguage, timeZone: string, at: string): string {
  const clock = kept(clocks, `${language} ${timeZone}`, () => clockOf(language, timeZone))
  return clock.format(new Date(at))
}

function clockOf(language: PushLanguage, timeZone: string): Intl.DateTimeFormat {
  const parts = { hour: '2-digit', minute: '2-digit' } as const
  const { tag } = WRITING[language]
  try {
    return new Intl.DateTimeFormat(tag, { ...parts, timeZone })
  } catch {
    // A zone this runtime does not know: the wrong hour would be worse than a foreign one.
    return new Intl.DateTimeFormat(tag, { ...parts, timeZone: 'UTC', timeZoneName: 'short' })
  }
}
