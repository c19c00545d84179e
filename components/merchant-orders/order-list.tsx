'use client'

import { useState } from 'react'
import { BottomBar } from '#components/layout/bottom-bar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DeskButton } from '#components/ui/desk-link.tsx'
import type { OrderRow } from '#lib/merchant-orders/queries.ts'
import { OrderListRow } from './order-list-row.tsx'
import { ShipManyDialog } from './ship-many-dialog.tsx'

/** The page of the list, what of it is chosen, and what can be done with that. */
export function OrderList({ orders, merchantId }: { orders: readonly OrderRow[]; merchantId: string }) {
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set())
  const [isShipping, setIsShipping] = useState(false)
  const chosen = orders.filter((order) => chosenIds.has(order.id))
  const toShip = chosen.filter((order) => order.to_ship > 0)

  const choose = (ids: readonly string[], isChosen: boolean) =>
    setChosenIds((before) => {
      const next = new Set(before)
      for (const id of ids) isChosen ? next.add(id) : next.delete(id)
      return next
    })
  return (
    <>
      <Card as="section" className={chosen.length > 0 ? 'mb-36' : ''}>
        <label className="flex min-h-12 items-center border-b border-line px-1 text-note font-semibold sm:px-3">
          <span className="grid size-12 place-items-center">
            <input
              type="checkbox"
              className="size-5 accent-ink"
              checked={chosen.length === orders.length}
              onChange={(event) =>
                choose(
                  orders.map((order) => order.id),
                  event.target.checked,
                )
              }
            />
          </span>
          Choose all on this page
        </label>
        <ul aria-label="Orders" className="divide-y divide-line">
          {orders.map((order) => (
            <OrderListRow
              key={order.id}
              order={order}
              isChosen={chosenIds.has(order.id)}
              onChoose={(isChosen) => choose([order.id], isChosen)}
            />
          ))}
        </ul>
      </Card>
      {chosen.length > 0 ? (
        <BottomBar>
          <p role="status" className="figures font-semibold">
            {chosen.length} chosen, {toShip.length} to ship
          </p>
          <div className="grid grid-cols-2 gap-2 lg:flex lg:justify-end">
            <DeskButton
              href={`/dashboard/orders/packing-slips?ids=${chosen.map((order) => order.id).join(',')}`}
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
            setChosenIds(new Set())
          }}
        />
      ) : null}
    </>
  )
}
