import compile from 'icu-minify/compile'
import format, { type CompiledMessage } from 'icu-minify/format'
import ar from './messages/ar.json' with { type: 'json' }
import de from './messages/de.json' with { type: 'json' }
import en from './messages/en.json' with { type: 'json' }

/**
 * The messages of mails. They stand beside the mails and not in the shop's catalogue, because a function is deployed with
 * its own folder only; a test holds the languages together here as there.
 */
export const MESSAGES = { en, de, ar } as const
export const LANGUAGES = ['en', 'de', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]
export type MessageKey = keyof typeof en

/** How each is written, with the same ten figures everywhere; `dates` is where English ones differ. */
export const WRITING: Record<Language, { tag: string; dates: string; dir: 'ltr' | 'rtl' }> = {
  en: { tag: 'en', dates: 'en-GB', dir: 'ltr' },
  de: { tag: 'de-DE', dates: 'de-DE', dir: 'ltr' },
  ar: { tag: 'ar-u-nu-latn', dates: 'ar-u-nu-latn', dir: 'rtl' },
}

/** Says the messages of one language. */
export type Say = {
  (key: MessageKey, values?: Record<string, string | number>): string
  language: Language
}

/** A language of ours; whatever else was stored reads English. */
export function languageOf(word: unknown): Language {
  return LANGUAGES.find((language) => language === word) ?? 'en'
}

const formatters = {
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) =>
    new Intl.NumberFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
}
const compiled = new Map<string, CompiledMessage>()

function compiledOf(language: Language, key: MessageKey): CompiledMessage {
  const name = `${language} ${key}`
  const message = compiled.get(name) ?? compile(MESSAGES[language][key])
  compiled.set(name, message)
  return message
}

export function sayIn(language: Language): Say {
  const { tag, dir } = WRITING[language]
  const say = (key: MessageKey, values: Record<string, string | number> = {}) => {
    const given = Object.entries(values).map(([name, value]) => [
      name,
      dir === 'rtl' ? isolated(value) : value,
    ])
    return String(format(compiledOf(language, key), tag, Object.fromEntries(given), { formatters }))
  }
  return Object.assign(say, { language })
}

/** A name keeps its own direction among words of the other one. An address stays as it is: programs make links of them. */
function isolated(value: string | number): string | number {
  return typeof value === 'number' || /^https?:/.test(value) ? value : `\u2068${value}\u2069`
}
