'use client'

import { recordReturn } from '#lib/merchant-orders/actions.ts'
import { lineName, type MerchantOrder, type MerchantShipment } from '#lib/merchant-orders/merchant-order.ts'
import { MoveDialog } from './move-dialog.tsx'
import { UnitsField, unitsIn } from './units-field.tsx'
import { useOrderMove } from './use-order-move.ts'
import { YesNo } from './yes-no.tsx'

type Props = { order: MerchantOrder; shipment: MerchantShipment; canRefund: boolean; onClose: () => void }

/** A parcel, or some of what was in it, is back: into the sale or not, with its money or not. */
export function ReturnDialog({ order, shipment, canRefund, onClose }: Props) {
  const { send, say, ...move } = useOrderMove()
  const lines = shipment.shipment_lines.filter((line) => line.quantity > line.returned)
  const nameOf = (claimId: string) => {
    const line = order.order_lines.find((one) => one.claim_id === claimId)
    return line ? lineName(line) : ''
  }
  const onSend = (form: FormData) => {
    const chosen = lines.map((line) => ({ claimId: line.claim_id, quantity: unitsIn(form, line.claim_id) }))
    if (chosen.every((line) => line.quantity === 0)) return say('Say how many units came back.')
    const [isRestocked, isRefunded] = ['restock', 'refund'].map((name) => form.get(name) === 'yes')
    const input = {
      shipmentId: shipment.id,
      reason: String(form.get('reason')),
      isRestocked: isRestocked === true,
      isRefunded: isRefunded === true,
      lines: chosen,
    }
    send((requestId) => recordReturn({ ...input, requestId }), onClose)
  }
  return (
    <MoveDialog
      title="It came back"
      onClose={onClose}
      onSend={onSend}
      button="Take it back"
      hasReason
      {...move}
    >
      {lines.map((line) => (
        <UnitsField
          key={line.claim_id}
          label={nameOf(line.claim_id)}
          name={line.claim_id}
          max={line.quantity - line.returned}
          initial={line.quantity - line.returned}
          hint={`Back, of ${line.quantity - line.returned}`}
        />
      ))}
      <YesNo
        name="restock"
        question="The units"
        yes="go back into the sale"
        no="stay out of it (damaged, or kept)"
        isYes={false}
      />
      {canRefund ? (
        <YesNo
          name="refund"
          question="Their price"
          yes="goes back to the shopper now"
          no="stays for the moment"
          isYes={false}
        />
      ) : null}
    </MoveDialog>
  )
}
