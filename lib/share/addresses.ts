import { DEFAULT_LANGUAGE, LANGUAGES, type Language } from '#lib/languages/languages.ts'

/**
 * The address of a public page in one language, for search engines. English is said to whoever asks for no language, which is what
 * they do, so the plain address is the English one; `/en/…` is the same page and names the plain one as its own.
 */
export function addressIn(language: Language, path: string, shopUrl: string): string {
  if (language === DEFAULT_LANGUAGE) return shopUrl + path
  return `${shopUrl}/${language}${path === '/' ? '' : path}`
}

/** The same page in every language, and `x-default` for everybody else: `hreflang` to address. */
export function alternatesOf(path: string, shopUrl: string): Record<Language | 'x-default', string> {
  const each = LANGUAGES.map((language) => [language, addressIn(language, path, shopUrl)])
  return { ...Object.fromEntries(each), 'x-default': shopUrl + path }
}

/** Absolute, for those who read our pages from elsewhere. */
export function absolute(url: string, shopUrl: string): string {
  return new URL(url, `${shopUrl}/`).href
}
