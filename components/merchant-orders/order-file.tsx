import { LocalTime } from '#components/sale/local-time.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { MerchantOrder } from '#lib/merchant-orders/merchant-order.ts'
import type { OrderMovement } from '#lib/merchant-orders/queries.ts'
import { OrderButtons } from './order-buttons.tsx'
import { OrderLines } from './order-lines.tsx'
import { OrderLog } from './order-log.tsx'
import { OrderMoney } from './order-money.tsx'
import { Section } from './section.tsx'
import { ShipmentCard } from './shipment-card.tsx'
import { StatusBadge } from './status-badge.tsx'

type Props = {
  order: MerchantOrder
  movements: readonly OrderMovement[]
  /** Owners and managers; a packer ships and takes parcels back. */
  canRefund: boolean
  viewerId: string
}

/** Everything about one order, and what can be done with it. */
export function OrderFile({ order, movements, canRefund, viewerId }: Props) {
  return (
    <>
      <div className="grid gap-4">
        <DeskLink
          href="/dashboard/orders"
          className="inline-flex min-h-12 items-center justify-self-start underline underline-offset-4"
        >
          All orders
        </DeskLink>
        <h1 className="poster figures text-heading">{order.number}</h1>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <StatusBadge status={order.status} toShip={order.to_ship} />
          <span className="text-ink-soft">
            {order.sales.title} · <LocalTime atMs={Date.parse(order.created_at)} />
          </span>
        </div>
        <OrderButtons order={order} canRefund={canRefund} />
        {canRefund ? null : (
          <p className="text-note text-ink-soft">
            Refunds and cancellations are made by an owner or manager of {order.merchants.name}.
          </p>
        )}
        {order.status === 'cancelled' && order.decline_reason ? (
          <Notice title="Why it is cancelled">
            <p>The shopper reads: “{order.decline_reason}”</p>
          </Notice>
        ) : null}
      </div>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid grid-cols-1 gap-6">
          <OrderLines order={order} />
          {order.shipments.length > 0 ? (
            <Section title={order.shipments.length === 1 ? 'Parcel' : `${order.shipments.length} parcels`}>
              <ul className="divide-y divide-line">
                {order.shipments.map((shipment) => (
                  <ShipmentCard key={shipment.id} order={order} shipment={shipment} canRefund={canRefund} />
                ))}
              </ul>
            </Section>
          ) : null}
          <OrderLog order={order} movements={movements} viewerId={viewerId} />
        </div>
        <div className="grid grid-cols-1 gap-6">
          <Section title="Goes to">
            <address className="px-4 py-4 not-italic sm:px-6">
              {[order.name, ...order.addressLines].map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two lines of an address may read the same
                <span key={index} className="block break-words">
                  {line}
                </span>
              ))}
              <a
                href={`mailto:${order.email}?subject=${encodeURIComponent(`Order ${order.number}`)}`}
                className="mt-2 inline-flex min-h-12 items-center break-all underline underline-offset-4"
              >
                {order.email}
              </a>
            </address>
          </Section>
          <OrderMoney order={order} />
        </div>
      </div>
    </>
  )
}
