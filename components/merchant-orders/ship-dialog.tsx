'use client'

import { Field } from '#components/ui/field.tsx'
import { shipOrder } from '#lib/merchant-orders/actions.ts'
import { lineName, type MerchantOrder, unitsLeft } from '#lib/merchant-orders/merchant-order.ts'
import { CarrierField } from './carrier-field.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { UnitsField, unitsIn } from './units-field.tsx'
import { useOrderMove } from './use-order-move.ts'

/** A parcel of this order: what is in it, who carries it, under which number. */
export function ShipDialog({ order, onClose }: { order: MerchantOrder; onClose: () => void }) {
  const { send, say, ...move } = useOrderMove()
  const lines = order.order_lines.filter((line) => unitsLeft(line) > 0)
  const onSend = (form: FormData) => {
    const chosen = lines.map((line) => ({ claimId: line.claim_id, quantity: unitsIn(form, line.claim_id) }))
    if (chosen.every((line) => line.quantity === 0)) return say('Put at least one unit into the parcel.')
    const [carrier, trackingNumber] = [String(form.get('carrier')), String(form.get('tracking'))]
    send(
      (requestId) => shipOrder({ orderId: order.id, requestId, carrier, trackingNumber, lines: chosen }),
      onClose,
    )
  }
  return (
    <MoveDialog title="Ship" onClose={onClose} onSend={onSend} button="Mark as shipped" {...move}>
      {lines.map((line) => (
        <UnitsField
          key={line.claim_id}
          label={lineName(line)}
          name={line.claim_id}
          max={unitsLeft(line)}
          initial={unitsLeft(line)}
          hint={`In this parcel, of ${unitsLeft(line)} left`}
        />
      ))}
      <CarrierField />
      <Field
        label="Tracking number"
        name="tracking"
        autoComplete="off"
        pattern="[A-Za-z0-9][A-Za-z0-9 \-]{3,60}"
        title="4 to 50 letters, digits and dashes"
      />
      <p className="text-note text-ink-soft">The shopper gets a mail with the way to follow it.</p>
    </MoveDialog>
  )
}
