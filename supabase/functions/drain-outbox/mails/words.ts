import { nameOf } from '../../_shared/names.ts'
import { type Say, WRITING } from './say.ts'

/** How mails write names, amounts and instants. */
export { clip, nameOf, oneLine, productName } from '../../_shared/names.ts'

/** Writes minor units of a currency: two digits for euros, none for yen. `currency` is ISO 4217 in upper case. */
export function moneyIn(currency: string, { language }: Say): (cents: number) => string {
  const format = new Intl.NumberFormat(WRITING[language].tag, { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return (cents) => format.format(cents / 10 ** digits)
}

/** "24 November 2026, 14:32 UTC". Nobody knows the reader's time zone here, so the instant says its own. */
export function instantOf(at: string, say: Say): string {
  const date = new Intl.DateTimeFormat(WRITING[say.language].dates, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return say('instant', { date: date.format(new Date(at)), time: clockOf(at) })
}

/** "14:32 UTC". */
export function timeOf(at: string): string {
  return `${clockOf(at)} UTC`
}

function clockOf(at: string): string {
  return new Date(at).toISOString().slice(11, 16)
}

/** The name of a country for its ISO 3166-1 code; whatever else was stored, as it is. */
function countryName(code: string, { language }: Say): string {
  const names = new Intl.DisplayNames(WRITING[language].tag, { type: 'region' })
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : nameOf(code)
}

/** An address as a label prints it, without empty lines. */
export function addressLines(name: string, address: Readonly<Record<string, unknown>>, say: Say): string[] {
  const field = (key: string) => (typeof address[key] === 'string' ? nameOf(String(address[key])) : '')
  return [
    nameOf(name),
    field('line1'),
    field('line2'),
    `${field('postalCode')} ${field('city')}`.trim(),
    countryName(field('country'), say),
  ].filter((line) => line !== '')
}
