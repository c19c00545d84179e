import { containedTax, rateText } from './contained-tax.ts'

/** The rates of a sale: its own, and those of items whose product has another. */
export type SaleTax = { name: string; basisPoints: number; byItem: Readonly<Record<string, number>> }

/** What a total contains. `label` names the rate where there is one only: "VAT 19 %", else "VAT". */
export type IncludedTax = { cents: number; label: string }

type TaxedLine = { itemId: string; quantity: number; priceCents: number }

/**
 * The tax in a bag, line by line and shipping on its own, as the order will have it. Null where prices contain none.
 * Shipping has the rate of the sale.
 */
export function taxInBag(
  lines: readonly TaxedLine[],
  shippingCents: number,
  tax: SaleTax,
): IncludedTax | null {
  const taxed = lines.map(({ itemId, quantity, priceCents }) => {
    const basisPoints = tax.byItem[itemId] ?? tax.basisPoints
    return { basisPoints, cents: containedTax(quantity * priceCents, basisPoints) }
  })
  const shipping = { basisPoints: tax.basisPoints, cents: containedTax(shippingCents, tax.basisPoints) }
  return includedTax(tax.name, [...taxed, ...(shippingCents > 0 ? [shipping] : [])])
}

/** The sum of what lines contain. Null when it is nothing. */
export function includedTax(
  name: string,
  parts: readonly { basisPoints: number; cents: number }[],
): IncludedTax | null {
  const cents = parts.reduce((sum, part) => sum + part.cents, 0)
  if (cents === 0) return null
  const [rate, ...others] = new Set(parts.map((part) => part.basisPoints))
  return { cents, label: others.length === 0 && rate ? `${name} ${rateText(rate)}` : name }
}
