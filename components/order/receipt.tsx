import { Money } from '#components/ui/money.tsx'
import { TaxNote } from '#components/ui/tax-note.tsx'
import { useText } from '#lib/languages/text.ts'
import type { Order } from '#lib/orders/queries.ts'

/** What was bought and what it cost, line by line, adding up to the total. */
export function Receipt({ order }: { order: Order }) {
  const t = useText('orders')
  const { currency } = order
  return (
    <section aria-labelledby="receipt" className="grid gap-4">
      <h2 id="receipt" className="poster text-heading">
        {t('receipt')}
      </h2>
      <ul className="grid gap-4">
        {order.lines.map((line) => (
          <li key={line.claimId} className="grid grid-cols-[4.5rem_1fr_auto] items-center gap-3">
            <Picture url={line.pictureUrl} />
            <span className="grid">
              <span className="font-semibold">{line.productName}</span>
              <span className="figures text-note text-ink-soft">
                <bdi>{line.variantName}</bdi> · {line.quantity} ×{' '}
                <Money amountCents={line.unitPriceCents} currency={currency} />
              </span>
              {line.notSent > 0 ? (
                <span className="figures text-note text-ink-soft">
                  {t('notSent', { count: line.notSent })}
                </span>
              ) : null}
            </span>
            <Money
              amountCents={line.quantity * line.unitPriceCents}
              currency={currency}
              className="font-semibold"
            />
          </li>
        ))}
      </ul>
      <dl className="grid gap-1.5 border-t border-line pt-3">
        <Row label={t('items')} amountCents={order.itemsCents} currency={currency} />
        <Row label={t('shipping')} amountCents={order.shippingCents} currency={currency} />
        <div className="flex items-baseline justify-between gap-4 border-t-2 border-ink pt-2">
          <dt className="font-bold">{t('total')}</dt>
          <dd>
            <Money amountCents={order.totalCents} currency={currency} className="poster text-price" />
          </dd>
        </div>
      </dl>
      <TaxNote tax={order.tax} currency={currency} />
    </section>
  )
}

function Row({ label, amountCents, currency }: { label: string; amountCents: number; currency: string }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-ink-soft">{label}</dt>
      <dd>
        <Money amountCents={amountCents} currency={currency} />
      </dd>
    </div>
  )
}

function Picture({ url }: { url: string | null }) {
  // The name beside it says what it is, so the picture itself stays silent.
  return url ? (
    // biome-ignore lint/performance/noImgElement: drawn SVGs gain nothing from an image optimizer
    <img src={url} alt="" width={72} height={72} className="size-18 rounded-card object-cover" />
  ) : (
    <span className="size-18 rounded-card bg-paper-sunk" />
  )
}
