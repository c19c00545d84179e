'use client'

import { useState } from 'react'
import { DataTable } from '#components/table/data-table.tsx'
import { useSelection } from '#components/table/selection.ts'
import { SelectionBar } from '#components/table/selection-bar.tsx'
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
      <SelectionBar chosen={chosen} max={CHOSEN_MAX} more={`, ${toShip.length} to ship`}>
        <DeskButton
          href={`/dashboard/orders/packing-slips?ids=${chosen.rows.map((order) => order.id).join(',')}`}
        >
          Packing slips
        </DeskButton>
        <Button tone="hot" disabled={toShip.length === 0} onClick={() => setIsShipping(true)}>
          Ship {toShip.length}
        </Button>
      </SelectionBar>
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
