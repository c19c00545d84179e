import { minorDigits } from './format-money.ts'

/** An amount somebody typed, with a point or a comma ("12.5", "12,50"), in the minor unit of `currency`; null when it is none. */
export function parseMoney(text: string, currency: string): number | null {
  const match = /^(\d{1,9})(?:[.,](\d{0,3}))?$/.exec(text.trim())
  if (!match) return null
  const [, whole = '', part = ''] = match
  const digits = minorDigits(currency.toUpperCase())
  if (part.length > digits) return null
  return Number(whole) * 10 ** digits + Number(part.padEnd(digits, '0') || '0')
}

/** An amount as it would be typed: "12.50". */
export function typedMoney(amountCents: number, currency: string): string {
  const digits = minorDigits(currency.toUpperCase())
  return (amountCents / 10 ** digits).toFixed(digits)
}
