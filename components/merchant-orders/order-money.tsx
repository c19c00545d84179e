import { LocalTime } from '#components/sale/local-time.tsx'
import { Money } from '#components/ui/money.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { MerchantOrder } from '#lib/merchant-orders/merchant-order.ts'
import { Section } from './section.tsx'

const KINDS: Readonly<Record<string, string>> = {
  charged: 'Charged',
  refunded: 'Sent back',
  disputed: 'Disputed',
  fee: 'Fee',
}

/** Every cent of the order: what it cost, what Stripe moved, and what is still on its way. */
export function OrderMoney({ order }: { order: MerchantOrder }) {
  const { currency } = order
  const hasFailed = order.refunds.at(-1)?.status === 'failed'
  return (
    <Section title="Money">
      <div className="grid gap-3 px-4 py-4 sm:px-6">
        <dl className="grid gap-1.5">
          <Row label="Items" cents={order.items_cents} currency={currency} />
          <Row label="Shipping" cents={order.shipping_cents} currency={currency} />
          <Row label="Total" cents={order.total_cents} currency={currency} isStrong />
        </dl>
        {order.money_entries.length > 0 ? (
          <ul className="grid gap-1.5 border-t border-line pt-3" aria-label="Moved at Stripe">
            {order.money_entries.map((entry) => (
              <li key={`${entry.kind} ${entry.at}`} className="flex flex-wrap justify-between gap-x-4">
                <span>
                  {KINDS[entry.kind] ?? entry.kind}{' '}
                  <LocalTime atMs={Date.parse(entry.at)} className="text-note text-ink-soft" />
                </span>
                <Money amountCents={entry.amount_cents} currency={currency} className="font-semibold" />
              </li>
            ))}
          </ul>
        ) : null}
        {order.pendingCents > 0 ? (
          <Notice tone="held" title="A refund is on its way">
            <p>
              <Money amountCents={order.pendingCents} currency={currency} /> has been asked for; Stripe has
              not said that it went yet.
            </p>
          </Notice>
        ) : null}
        {hasFailed ? (
          <Notice tone="alert" title="The last refund failed">
            <p>The log says why. Ask for it again, or settle it with the shopper another way.</p>
          </Notice>
        ) : null}
      </div>
    </Section>
  )
}

type RowProps = { label: string; cents: number; currency: string; isStrong?: boolean }

function Row({ label, cents, currency, isStrong = false }: RowProps) {
  return (
    <div className={`flex justify-between gap-4 ${isStrong ? 'font-bold' : ''}`}>
      <dt className={isStrong ? '' : 'text-ink-soft'}>{label}</dt>
      <dd>
        <Money amountCents={cents} currency={currency} />
      </dd>
    </div>
  )
}
