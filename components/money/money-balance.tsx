import { Card } from '#components/ui/card.tsx'
import { Money } from '#components/ui/money.tsx'
import type { Balance } from '#lib/money-repairs/balance.ts'

type Props = { balance: Balance; merchantName: string | null }

/** Where the money is: what is left of it in big, and how it came to that, line by line. */
export function MoneyBalance({ balance, merchantName }: Props) {
  const { currency } = balance
  const lines = [
    { label: 'Charged', cents: balance.chargedCents },
    { label: 'Refunded', cents: -balance.refundedCents },
    { label: 'Disputed', cents: -balance.disputedCents },
    { label: 'Fees', cents: -balance.feeCents },
  ].filter(({ label, cents }) => label === 'Charged' || cents !== 0)
  const title = `balance-${balance.merchantId}-${currency}`
  return (
    <Card as="section" labelledBy={title}>
      <div className="grid gap-6 p-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,20rem)] sm:p-6">
        <div className="grid content-start gap-1">
          <h2 id={title} className="text-ink-soft">
            {merchantName ? `${merchantName}: yours` : 'Yours'} at Stripe, in {currency}
          </h2>
          <Money amountCents={balance.netCents} currency={currency} className="poster text-poster" />
          <p className="figures text-note text-ink-soft">
            from {balance.paidOrders} paid {balance.paidOrders === 1 ? 'order' : 'orders'}
          </p>
        </div>
        <dl className="grid content-start divide-y divide-line">
          {lines.map(({ label, cents }) => (
            <div key={label} className="flex justify-between gap-4 py-2">
              <dt className="text-ink-soft">{label}</dt>
              <dd>
                <Money amountCents={cents} currency={currency} className="font-semibold" />
              </dd>
            </div>
          ))}
          {balance.authorisedCents > 0 ? (
            <div className="flex justify-between gap-4 py-2">
              <dt className="text-ink-soft">Authorised, taken when you ship</dt>
              <dd>
                <Money amountCents={balance.authorisedCents} currency={currency} className="font-semibold" />
              </dd>
            </div>
          ) : null}
        </dl>
      </div>
    </Card>
  )
}
