/** The languages the shop speaks. The first is spoken to whoever asks for none of them. */
export const LANGUAGES = ['en', 'de', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]
export const DEFAULT_LANGUAGE: Language = 'en'

/** The choice somebody made, until they make another. */
export const LANGUAGE_COOKIE = 'stampede-language'
export const LANGUAGE_COOKIE_SECONDS = 365 * 86_400
/** Said by proxy.ts and by whoever renders a kept page; what a visitor sends under this name is overwritten. */
export const LANGUAGE_HEADER = 'x-stampede-language'

/**
 * How each is written. `tag` is what `Intl` is asked for (BCP 47): figures are the same ten in every language, so that a clock
 * or a price has one width and is read alike by two people looking at two phones.
 */
export const WRITING: Record<Language, { name: string; tag: string; dir: 'ltr' | 'rtl' }> = {
  en: { name: 'English', tag: 'en-IE', dir: 'ltr' },
  de: { name: 'Deutsch', tag: 'de-DE', dir: 'ltr' },
  ar: { name: 'العربية', tag: 'ar-u-nu-latn', dir: 'rtl' },
}

export function isLanguage(word: unknown): word is Language {
  return LANGUAGES.some((language) => language === word)
}
