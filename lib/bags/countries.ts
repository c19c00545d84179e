import { type Language, WRITING } from '#lib/languages/languages.ts'

/** Countries an address can name, by their ISO 3166-1 alpha-2 codes. */
const CODES =
  'AT BE BG CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT JP LT LU LV MT NL NO PL PT RO SE SI SK US'.split(
    ' ',
  )

export type Country = readonly [code: string, name: string]

export function isCountry(code: string): boolean {
  return CODES.includes(code)
}

/** The countries with their names in a language, in the order its readers look them up in. */
export function listCountries(language: Language): Country[] {
  const { compare } = new Intl.Collator(WRITING[language].tag)
  return CODES.map((code) => [code, countryName(code, language)] as const).sort(([, a], [, b]) =>
    compare(a, b),
  )
}

/** The name for a code; what an old order has instead of one, as it is. */
export function countryName(code: string, language: Language): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  return new Intl.DisplayNames(WRITING[language].tag, { type: 'region' }).of(code) ?? code
}
