'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { DeskButton } from '#components/ui/desk-link.tsx'
import { type MerchantOrder, refundableCents } from '#lib/merchant-orders/merchant-order.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { RefundDialog } from './refund-dialog.tsx'
import { ShipDialog } from './ship-dialog.tsx'

type Props = { order: MerchantOrder; canRefund: boolean }

/** What can be done with this order now, by this person; what cannot is not there. */
export function OrderButtons({ order, canRefund }: Props) {
  const [open, setOpen] = useState<'ship' | 'refund' | 'cancel' | null>(null)
  const close = () => setOpen(null)
  const isRefundable = canRefund && refundableCents(order) > 0
  const isWhole =
    order.shipments.length === 0 && (order.status === 'paid' || order.status === 'part_refunded')
  return (
    <div className="flex flex-wrap gap-2">
      {order.to_ship > 0 ? (
        <Button tone="hot" onClick={() => setOpen('ship')}>
          Ship {order.to_ship} {order.to_ship === 1 ? 'unit' : 'units'}
        </Button>
      ) : null}
      {order.paid_at ? (
        <DeskButton href={`/dashboard/orders/packing-slips?ids=${order.id}`}>Packing slip</DeskButton>
      ) : null}
      {isRefundable ? <Button onClick={() => setOpen('refund')}>Refund</Button> : null}
      {canRefund && isWhole ? <Button onClick={() => setOpen('cancel')}>Cancel order</Button> : null}
      {open === 'ship' ? <ShipDialog order={order} onClose={close} /> : null}
      {open === 'refund' ? <RefundDialog order={order} onClose={close} /> : null}
      {open === 'cancel' ? <CancelDialog order={order} onClose={close} /> : null}
    </div>
  )
}
