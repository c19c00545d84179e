import { type Language, WRITING } from '#lib/languages/languages.ts'

/**
 * Money as people read it: whole amounts without decimals ("€79"), others with all of them ("€79.50").
 * `amountCents` is an integer in the currency's minor unit; `currency` is an ISO 4217 code in either case.
 */
export function formatMoney(amountCents: number, currency: string, language: Language = 'en'): string {
  const code = currency.toUpperCase()
  const digits = minorDigits(code)
  const isWhole = amountCents % 10 ** digits === 0
  return new Intl.NumberFormat(WRITING[language].tag, {
    style: 'currency',
    currency: code,
    minimumFractionDigits: isWhole ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(amountCents / 10 ** digits)
}

/** Yen have no minor unit, dinars have three digits of it: the platform knows, so no list of ours can be wrong. */
export function minorDigits(code: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
      .maximumFractionDigits ?? 2
  )
}
