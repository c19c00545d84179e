'use client'

import { cancelOrder } from '#lib/merchant-orders/actions.ts'
import { type MerchantOrder, refundableCents } from '#lib/merchant-orders/merchant-order.ts'
import { formatMoney } from '#lib/money/format-money.ts'
import { MoveDialog } from './move-dialog.tsx'
import { useOrderMove } from './use-order-move.ts'

export function CancelDialog({ order, onClose }: { order: MerchantOrder; onClose: () => void }) {
  const { send, say: _, ...move } = useOrderMove()
  const onSend = (form: FormData) => {
    const reason = String(form.get('reason'))
    send((requestId) => cancelOrder({ orderId: order.id, requestId, reason }), onClose)
  }
  return (
    <MoveDialog
      title="Cancel the order"
      onClose={onClose}
      onSend={onSend}
      button="Cancel it"
      hasReason
      {...move}
    >
      <p>
        <strong className="figures">{formatMoney(refundableCents(order), order.currency)}</strong> goes back
        to {order.name}, and the units go back into the sale, to the next in line first. The shopper is told
        by mail. This cannot be undone.
      </p>
    </MoveDialog>
  )
}
