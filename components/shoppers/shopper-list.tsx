'use client'

import type { ReactNode } from 'react'
import { LocalTime } from '#components/sale/local-time.tsx'
import { DataTable } from '#components/table/data-table.tsx'
import type { Column } from '#components/table/table-columns.ts'
import { TableEmpty } from '#components/table/table-empty.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { Money } from '#components/ui/money.tsx'
import { ORDER_TABLE } from '#lib/merchant-orders/order-table.ts'
import { SHOPPER_TABLE, type ShopperRow } from '#lib/shoppers/shopper-table.ts'
import { type TableQuery, tableHref } from '#lib/tables/table-query.ts'

const COLUMNS: readonly Column[] = [
  { name: 'Shopper', on: 'title' },
  { name: 'Orders', on: 'line', isFigure: true },
  { name: 'Claims', on: 'line', isFigure: true },
  { name: 'Last order', on: 'line' },
  { name: 'Paid', on: 'side', isFigure: true },
]

type Props = { shoppers: readonly ShopperRow[]; query: TableQuery }

export function ShopperList({ shoppers, query }: Props) {
  // A role that does not see money is told no sum of anybody.
  const showsMoney = shoppers.every(({ paid_cents: cents }) => cents !== null)
  return (
    <DataTable
      table={SHOPPER_TABLE}
      query={query}
      columns={showsMoney ? COLUMNS : COLUMNS.slice(0, -1)}
      rows={shoppers.map((shopper) => ({
        id: shopper.id,
        name: shopper.name,
        cells: showsMoney ? cellsOf(shopper) : cellsOf(shopper).slice(0, -1),
      }))}
      empty={
        <TableEmpty
          table={SHOPPER_TABLE}
          query={query}
          never="Nobody yet. Whoever orders something appears here, with what they bought."
        />
      }
    />
  )
}

function cellsOf(shopper: ShopperRow): ReactNode[] {
  const orders = tableHref(ORDER_TABLE, { q: shopper.email, sort: ORDER_TABLE.sorts[0][0], filters: {} })
  return [
    <span key="who" className="grid min-w-0 leading-tight lg:max-w-80">
      <DeskLink
        href={orders}
        className="inline-flex min-h-8 min-w-0 items-center font-bold underline underline-offset-4"
      >
        <span className="truncate">{shopper.name}</span>
      </DeskLink>
      <span className="truncate text-note text-ink-soft">{shopper.email}</span>
    </span>,
    <span key="orders">
      {shopper.orders}
      <span className="lg:hidden">{shopper.orders === 1 ? ' order' : ' orders'}</span>
    </span>,
    <span key="claims" className="text-ink-soft">
      {shopper.claims}
      <span className="lg:hidden">{shopper.claims === 1 ? ' claim' : ' claims'}</span>
      {shopper.lapsed > 0 ? `, ${shopper.lapsed} ran out` : ''}
    </span>,
    <LocalTime key="last" atMs={Date.parse(shopper.last_at)} className="text-note text-ink-soft" />,
    shopper.paid_cents === null ? null : (
      <Money
        key="paid"
        amountCents={shopper.paid_cents}
        currency={shopper.currency}
        className="font-semibold"
      />
    ),
  ]
}
