import type { ReactNode } from 'react'
import { LocalTime } from '#components/sale/local-time.tsx'
import type { Column } from '#components/table/table-columns.ts'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { Money } from '#components/ui/money.tsx'
import type { OrderRow } from '#lib/merchant-orders/queries.ts'
import { StatusBadge } from './status-badge.tsx'

export const ORDER_COLUMNS: readonly Column[] = [
  { name: 'Order', on: 'title', sorts: ['newest', 'oldest'] },
  { name: 'Shopper', on: 'line' },
  { name: 'Sale', on: 'desk' },
  { name: 'State', on: 'line' },
  { name: 'Total', on: 'side', isFigure: true, sorts: ['total_desc', 'total_asc'] },
]

/** One order, cell by cell. */
export function orderCells(order: OrderRow): ReactNode[] {
  return [
    <span key="order" className="grid leading-tight">
      <DeskLink
        href={`/dashboard/orders/${order.id}`}
        className="figures inline-flex min-h-8 items-center font-bold underline underline-offset-4"
      >
        {order.number}
      </DeskLink>
      <LocalTime atMs={Date.parse(order.created_at)} className="text-note text-ink-soft" />
    </span>,
    <span key="shopper" className="grid leading-tight lg:max-w-60">
      <span className="truncate font-semibold">{order.name}</span>
      <span className="truncate text-note text-ink-soft">{order.email}</span>
    </span>,
    <span key="sale" className="block max-w-40 truncate text-note text-ink-soft">
      {order.sale_title}
    </span>,
    <StatusBadge key="state" status={order.status} toShip={order.to_ship} />,
    <Money key="total" amountCents={order.total_cents} currency={order.currency} className="font-semibold" />,
  ]
}
