import { useText } from '#lib/languages/text.ts'
import { formatMoney } from '#lib/money/format-money.ts'
import type { IncludedTax } from '#lib/tax/included-tax.ts'

/** The tax a total contains, in small print under it. */
export function TaxNote({ tax, currency }: { tax: IncludedTax | null; currency: string }) {
  const t = useText('ui')
  if (!tax) return null
  const amount = formatMoney(tax.cents, currency, t.language)
  return (
    <p className="figures text-end text-note text-ink-soft">{t('includedTax', { amount, tax: tax.label })}</p>
  )
}
