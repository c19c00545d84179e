import { LocalTime } from '#components/sale/local-time.tsx'
import { DeskButton } from '#components/ui/desk-link.tsx'
import { Money } from '#components/ui/money.tsx'
import type { Order } from '#lib/orders/order.ts'

const LINES_MAX = 12

const STATES: Record<Order['status'], string> = {
  open: 'Not paid',
  paying: 'Being paid',
  paid: 'Paid, not shipped',
  shipped: 'Shipped',
  delivered: 'Delivered',
  cancelled: 'Cancelled',
  part_refunded: 'Refunded in part',
  refunded: 'Refunded',
}

/** What one needs to know of an order to answer, and the way to give money back. */
export function OrderFacts({ order }: { order: Order }) {
  const more = order.lines.length - LINES_MAX
  return (
    <aside
      aria-label="The order"
      className="grid grid-cols-1 gap-5 rounded-card border border-line bg-paper-raised p-5 lg:sticky lg:top-6"
    >
      <div className="grid gap-1">
        <h2 className="poster figures text-[1.375rem] leading-tight">{order.number}</h2>
        <p className="font-semibold">{STATES[order.status]}</p>
        <p className="text-note text-ink-soft">
          {order.saleTitle} · <LocalTime atMs={Date.parse(order.paidAt ?? order.createdAt)} />
        </p>
      </div>
      <ul className="grid gap-2 border-t border-line pt-4">
        {order.lines.slice(0, LINES_MAX).map((line) => (
          <li key={line.claimId} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 wrap-anywhere">
              <span className="figures">{line.quantity} ×</span> {line.productName}
              {line.variantName ? `, ${line.variantName}` : ''}
            </span>
            <Money amountCents={line.quantity * line.unitPriceCents} currency={order.currency} />
          </li>
        ))}
        {more > 0 ? <li className="text-ink-soft">and {more} more</li> : null}
        <li className="flex items-baseline justify-between gap-4 border-t border-line pt-2 font-bold">
          Total
          <Money amountCents={order.totalCents} currency={order.currency} />
        </li>
      </ul>
      <address className="border-t border-line pt-4 not-italic">
        {[order.name, ...order.addressLines].map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines of an address may read the same
          <span key={index} className="block wrap-anywhere">
            {line}
          </span>
        ))}
        <a href={`mailto:${order.email}`} className="mt-2 block break-all underline underline-offset-4">
          {order.email}
        </a>
      </address>
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        <DeskButton href={`/dashboard/orders/${order.id}`}>Open the order</DeskButton>
        <DeskButton href={`/dashboard/orders/${order.id}#refund`}>Refund</DeskButton>
      </div>
    </aside>
  )
}
