import { LocalTime } from '#components/sale/local-time.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { Money } from '#components/ui/money.tsx'
import type { OrderRow } from '#lib/merchant-orders/queries.ts'
import { StatusBadge } from './status-badge.tsx'

type Props = { order: OrderRow; isChosen: boolean; onChoose: (isChosen: boolean) => void }

/** One order in the list: a line on a desk, three short ones on a phone. */
export function OrderListRow({ order, isChosen, onChoose }: Props) {
  return (
    <li
      className={`grid grid-cols-[3rem_minmax(0,1fr)_auto] items-center gap-x-1 gap-y-1 px-1 py-2 sm:px-3 lg:grid-cols-[3rem_11rem_minmax(0,1.3fr)_minmax(0,1fr)_minmax(0,13rem)_6rem] lg:gap-x-4 ${isChosen ? 'bg-paper-sunk' : ''}`}
    >
      <label className="row-span-3 grid size-12 place-items-center self-start lg:row-span-1 lg:self-center">
        <input
          type="checkbox"
          className="size-5 accent-ink"
          checked={isChosen}
          onChange={(event) => onChoose(event.target.checked)}
          aria-label={`Choose order ${order.number}`}
        />
      </label>
      <span className="grid leading-tight">
        <DeskLink
          href={`/dashboard/orders/${order.id}`}
          className="figures inline-flex min-h-8 items-center font-bold underline underline-offset-4"
        >
          {order.number}
        </DeskLink>
        <LocalTime atMs={Date.parse(order.created_at)} className="text-note text-ink-soft" />
      </span>
      <Money
        amountCents={order.total_cents}
        currency={order.currency}
        className="text-right font-semibold lg:order-last"
      />
      <span className="col-span-2 col-start-2 grid min-w-0 leading-tight lg:col-span-1 lg:col-start-auto">
        <span className="truncate font-semibold">{order.name}</span>
        <span className="truncate text-note text-ink-soft">{order.email}</span>
      </span>
      <span className="hidden truncate text-note text-ink-soft lg:block">{order.sale_title}</span>
      <span className="col-span-2 col-start-2 lg:col-span-1 lg:col-start-auto">
        <StatusBadge status={order.status} toShip={order.to_ship} />
      </span>
    </li>
  )
}
