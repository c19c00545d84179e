import { formatMoney } from '#lib/money/format-money.ts'
import type { IncludedTax } from '#lib/tax/included-tax.ts'

/** The tax a total contains, in small print under it. */
export function TaxNote({ tax, currency }: { tax: IncludedTax | null; currency: string }) {
  if (!tax) return null
  return (
    <p className="figures text-right text-note text-ink-soft">
      incl. {formatMoney(tax.cents, currency)} {tax.label}
    </p>
  )
}
