'use client'

import { MoveDialog } from '#components/merchant-orders/move-dialog.tsx'
import { useOrderMove } from '#components/merchant-orders/use-order-move.ts'
import { Field } from '#components/ui/field.tsx'
import { moveSale } from '#lib/control-room/actions.ts'
import type { RoomItem } from '#lib/control-room/control-room.ts'
import { ReasonField } from './reason-field.tsx'

export type StockMove = { move: 'restock' | 'withdraw'; item: RoomItem; quantity?: number; reason?: string }
type Props = StockMove & { onClose: () => void; onMoved: () => void }

/** Adds units of an item, or takes free ones out. Each undoes the other. */
export function StockDialog({ move, item, quantity = 1, reason, onClose, onMoved }: Props) {
  const { send, say: _, ...state } = useOrderMove()
  const onSend = (form: FormData) => {
    const asked = {
      move,
      itemId: item.id,
      quantity: Number(form.get('quantity')),
      reason: String(form.get('reason')),
    }
    send(
      (requestId) => moveSale({ ...asked, requestId }),
      () => {
        onMoved()
        onClose()
      },
    )
  }
  const isRestock = move === 'restock'
  return (
    <MoveDialog
      title={isRestock ? 'Restock' : 'Withdraw'}
      onClose={onClose}
      onSend={onSend}
      button={isRestock ? 'Add the units' : 'Take them out'}
      {...state}
    >
      <p>
        <strong>
          {item.product}, {item.variant}
        </strong>
        {isRestock
          ? `: ${item.stock} units in the sale so far. New ones go to the first in line, then to everybody.`
          : `: ${item.free} units are free. What somebody holds cannot be taken from them.`}
      </p>
      <Field
        label="Units"
        name="quantity"
        type="number"
        inputMode="numeric"
        min={1}
        max={isRestock ? 10_000_000 : Math.max(1, item.free)}
        step={1}
        defaultValue={quantity}
        required
      />
      <ReasonField defaultValue={reason} />
      <p className="text-note text-ink-soft">
        {isRestock
          ? 'To undo it, withdraw the same number while they are free.'
          : 'To undo it, restock the same number before the sale ends.'}
      </p>
    </MoveDialog>
  )
}
