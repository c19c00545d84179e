import { writeCookie } from '#lib/http/cookies.ts'
import { LANGUAGE_COOKIE, LANGUAGE_COOKIE_SECONDS, LANGUAGES, type Language } from './languages.ts'

/** For each language the header that keeps it as somebody's choice: name, value. */
export function languageChoices(isSecure: boolean): Record<Language, readonly [string, string]> {
  const settings = { maxAgeSeconds: LANGUAGE_COOKIE_SECONDS, path: '/', isSecure }
  const choices = LANGUAGES.map((language) => [
    language,
    ['Set-Cookie', writeCookie(LANGUAGE_COOKIE, language, settings)],
  ])
  return Object.fromEntries(choices)
}
