import { Money } from '#components/ui/money.tsx'
import type { CertificateMoney } from '#lib/certificates/certificate.ts'
import { FigureList } from './figure-list.tsx'

/** Orders against what Stripe moved for them, currency by currency. */
export function MoneyBalance({ money }: { money: readonly CertificateMoney[] }) {
  return (
    <section aria-labelledby="money" data-whole className="grid content-start gap-3">
      <h2 id="money" className="poster text-heading print:text-price">
        Money against orders
      </h2>
      {money.length === 0 ? <p className="text-ink-soft">No order was made, and no money moved.</p> : null}
      {money.map((sum) => (
        <FigureList key={sum.currency} figures={figuresOf(sum)} />
      ))}
    </section>
  )
}

function figuresOf(sum: CertificateMoney) {
  const amount = (amountCents: number) => <Money amountCents={amountCents} currency={sum.currency} />
  return [
    {
      label: `${sum.paidOrders} of ${sum.orders} orders paid`,
      value: amount(sum.ordersCents),
      isStrong: true,
    },
    ...(sum.taxCents > 0 ? [{ label: 'Tax in it', value: amount(sum.taxCents) }] : []),
    ...(sum.openOrders > 0 ? [{ label: 'Orders still open', value: sum.openOrders }] : []),
    ...(sum.authorisedCents > 0
      ? [{ label: 'Authorised, not captured yet', value: amount(sum.authorisedCents) }]
      : []),
    { label: 'Charged', value: amount(sum.chargedCents) },
    { label: 'Given back', value: amount(sum.refundedCents) },
    ...(sum.disputedCents > 0 ? [{ label: 'Disputed', value: amount(sum.disputedCents) }] : []),
    ...(sum.feeCents > 0 ? [{ label: 'Fees', value: amount(sum.feeCents) }] : []),
    { label: 'Charged less given back', value: amount(sum.chargedCents - sum.refundedCents), isStrong: true },
  ]
}
