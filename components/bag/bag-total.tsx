import { Money } from '#components/ui/money.tsx'
import { TaxNote } from '#components/ui/tax-note.tsx'
import { useText } from '#lib/languages/text.ts'
import type { IncludedTax } from '#lib/tax/included-tax.ts'

type Props = {
  itemsCents: number
  shippingCents: number
  totalCents: number
  currency: string
  shippingNote: string
  tax: IncludedTax | null
}

/** What will be paid, with everything in it, before anything is typed. */
export function BagTotal({ itemsCents, shippingCents, totalCents, currency, shippingNote, tax }: Props) {
  const t = useText('bag')
  return (
    <section aria-label={t('total')} className="grid gap-3">
      <dl className="grid gap-1.5">
        <div className="flex justify-between gap-4">
          <dt className="text-ink-soft">{t('items')}</dt>
          <dd>
            <Money amountCents={itemsCents} currency={currency} />
          </dd>
        </div>
        <div className="flex justify-between gap-4">
          <dt className="text-ink-soft">{t('shipping')}</dt>
          <dd>
            {shippingCents === 0 ? t('free') : <Money amountCents={shippingCents} currency={currency} />}
          </dd>
        </div>
        <div className="flex items-baseline justify-between gap-4 border-t-2 border-ink pt-2">
          <dt className="font-bold">{t('totalAll')}</dt>
          <dd>
            <Money amountCents={totalCents} currency={currency} className="poster text-price" />
          </dd>
        </div>
      </dl>
      <TaxNote tax={tax} currency={currency} />
      {shippingNote ? (
        <p className="text-note text-ink-soft">
          <bdi>{shippingNote}</bdi>
        </p>
      ) : null}
    </section>
  )
}
