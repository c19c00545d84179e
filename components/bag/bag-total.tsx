import { Money } from '#components/ui/money.tsx'
import { TaxNote } from '#components/ui/tax-note.tsx'
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
  return (
    <section aria-label="Total" className="grid gap-3">
      <dl className="grid gap-1.5">
        <div className="flex justify-between gap-4">
          <dt className="text-ink-soft">Items</dt>
          <dd>
            <Money amountCents={itemsCents} currency={currency} />
          </dd>
        </div>
        <div className="flex justify-between gap-4">
          <dt className="text-ink-soft">Shipping</dt>
          <dd>{shippingCents === 0 ? 'Free' : <Money amountCents={shippingCents} currency={currency} />}</dd>
        </div>
        <div className="flex items-baseline justify-between gap-4 border-t-2 border-ink pt-2">
          <dt className="font-bold">Total, everything in it</dt>
          <dd>
            <Money amountCents={totalCents} currency={currency} className="poster text-price" />
          </dd>
        </div>
      </dl>
      <TaxNote tax={tax} currency={currency} />
      {shippingNote ? <p className="text-note text-ink-soft">{shippingNote}</p> : null}
    </section>
  )
}
