import { COUNTRIES, countryName } from '#lib/bags/countries.ts'
import { type Language, WRITING } from '#lib/languages/languages.ts'

/** A country by its code, in the reader's language; the English name where the browser has no other. */
export function countryIn(language: Language, code: string): string {
  try {
    return new Intl.DisplayNames([WRITING[language].tag], { type: 'region' }).of(code) ?? countryName(code)
  } catch {
    // Not a code at all: an old address may hold anything.
    return countryName(code)
  }
}

/** Every country an address can name, in the order of the reader's alphabet. */
export function countriesIn(language: Language): [code: string, name: string][] {
  const { compare } = new Intl.Collator(WRITING[language].tag)
  return COUNTRIES.map(([code]): [string, string] => [code, countryIn(language, code)]).sort(([, a], [, b]) =>
    compare(a, b),
  )
}
