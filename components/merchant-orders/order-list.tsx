'use client'

import { useState } from 'react'
import { BottomBar } from '#components/layout/bottom-bar.tsx'
import { DataTable } from '#components/table/data-table.tsx'
import { useSelection } from '#components/table/selection.ts'
import { TableEmpty } from '#components/table/table-empty.tsx'
import { Button } from '#components/ui/button.tsx'
import { DeskButton } from '#components/ui/desk-link.tsx'
import { CHOSEN_MAX, type OrderRow } from '#lib/merchant-orders/order-row.ts'
import { ORDER_TABLE } from '#lib/merchant-orders/order-table.ts'
import { type TableQuery, tableHref } from '#lib/tables/table-query.ts'
import { ORDER_COLUMNS, orderCells } from './order-cells.tsx'
import { ShipManyDialog } from './ship-many-dialog.tsx'

type Props = { orders: readonly OrderRow[]; merchantId: string; query: TableQuery }

/** The page of the list, what of it and of the pages before is chosen, and what can be done with that. */
export function OrderList({ orders, merchantId, query }: Props) {
  const chosen = useSelection(merchantId + tableHref(ORDER_TABLE, query), orders, CHOSEN_MAX)
  const [isShipping, setIsShipping] = useState(false)
  const toShip = chosen.rows.filter((order) => order.to_ship > 0)
  return (
    <>
      <DataTable
        table={ORDER_TABLE}
        query={query}
        columns={ORDER_COLUMNS}
        rows={orders.map((order) => ({
          id: order.id,
          name: `order ${order.number}`,
          cells: orderCells(order),
        }))}
        selection={chosen}
        empty={
          <TableEmpty
            table={ORDER_TABLE}
            query={query}
            never="No order yet. The first one that somebody pays for appears here."
          />
        }
      />
      {chosen.rows.length > 0 ? (
        <BottomBar>
          <p role="status" className="figures flex min-h-12 flex-wrap items-center font-semibold">
            {chosen.rows.length} chosen, {toShip.length} to ship
            {chosen.elsewhere > 0 ? (
              <span className="font-normal text-ink-soft">, {chosen.elsewhere} on other pages</span>
            ) : null}
            {chosen.isFull ? (
              <span className="font-normal text-ink-soft">. {CHOSEN_MAX} is as many as go at once.</span>
            ) : null}
          </p>
          <div className="grid grid-cols-2 gap-2 lg:flex lg:justify-end">
            <Button
              tone="plain"
              className="max-lg:absolute max-lg:top-3 max-lg:right-2"
              onClick={chosen.clear}
            >
              Choose none
            </Button>
            <DeskButton
              href={`/dashboard/orders/packing-slips?ids=${chosen.rows.map((order) => order.id).join(',')}`}
            >
              Packing slips
            </DeskButton>
            <Button tone="hot" disabled={toShip.length === 0} onClick={() => setIsShipping(true)}>
              Ship {toShip.length}
            </Button>
          </div>
        </BottomBar>
      ) : null}
      {isShipping ? (
        <ShipManyDialog
          orders={toShip}
          merchantId={merchantId}
          onClose={() => {
            setIsShipping(false)
            chosen.clear()
          }}
        />
      ) : null}
    </>
  )
}
