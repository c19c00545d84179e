'use client'

import { Field } from '#components/ui/field.tsx'
import { refundOrder } from '#lib/merchant-orders/actions.ts'
import {
  lineName,
  type MerchantOrder,
  refundableCents,
  unitsLeft,
} from '#lib/merchant-orders/merchant-order.ts'
import { formatMoney } from '#lib/money/format-money.ts'
import { parseMoney, typedMoney } from '#lib/money/parse-money.ts'
import { MoveDialog } from './move-dialog.tsx'
import { UnitsField, unitsIn } from './units-field.tsx'
import { useOrderMove } from './use-order-move.ts'
import { YesNo } from './yes-no.tsx'

type Props = { order: MerchantOrder; onClose: () => void }

/** Money back, line by line and of the shipping; and what becomes of units that have not left. */
export function RefundDialog({ order, onClose }: Props) {
  const { send, say, ...move } = useOrderMove()
  const { currency } = order
  const left = refundableCents(order)
  const hasUnits = order.to_ship > 0
  const onSend = (form: FormData) => {
    const amountOf = (name: string) => parseMoney(String(form.get(name) || '0'), currency)
    const shippingCents = amountOf('shipping')
    const lines = order.order_lines.map((line) => ({
      claimId: line.claim_id,
      quantity: unitsIn(form, `units-${line.claim_id}`),
      amountCents: amountOf(`money-${line.claim_id}`),
    }))
    const total = lines.reduce(
      (sum, line) => sum + (line.amountCents ?? Number.NaN),
      shippingCents ?? Number.NaN,
    )
    if (Number.isNaN(total)) return say('An amount cannot be read: write it as 12.50.')
    if (total === 0) return say('Enter how much goes back.')
    if (total > left) return say(`That is more than the ${formatMoney(left, currency)} that are left.`)
    const sent = lines.map((line) => ({ ...line, amountCents: line.amountCents ?? 0 }))
    const reason = String(form.get('reason'))
    const isRestocked = form.get('restock') === 'yes'
    const input = { orderId: order.id, reason, isRestocked, shippingCents: shippingCents ?? 0, lines: sent }
    send((requestId) => refundOrder({ ...input, requestId }), onClose)
  }
  return (
    <MoveDialog
      title="Refund"
      onClose={onClose}
      onSend={onSend}
      button="Send the money back"
      hasReason
      {...move}
    >
      <p>
        Up to <strong className="figures">{formatMoney(left, currency)}</strong> can go back to the card this
        order was paid with.
      </p>
      {order.order_lines.map((line) => (
        <fieldset key={line.claim_id} className="grid grid-cols-2 items-start gap-3">
          <legend className="mb-1.5 font-semibold">{lineName(line)}</legend>
          <Field
            label={`Amount of ${formatMoney(line.quantity * line.unit_price_cents, currency)}`}
            name={`money-${line.claim_id}`}
            inputMode="decimal"
            autoComplete="off"
            placeholder="0"
            required={false}
          />
          {unitsLeft(line) > 0 ? (
            <UnitsField
              label="Units not sent"
              name={`units-${line.claim_id}`}
              max={unitsLeft(line)}
              initial={0}
              hint={`Of ${unitsLeft(line)} still here`}
            />
          ) : null}
        </fieldset>
      ))}
      {order.shipping_cents > 0 ? (
        <Field
          label="Shipping"
          hint={`${typedMoney(order.shipping_cents, currency)} was paid for it`}
          name="shipping"
          inputMode="decimal"
          autoComplete="off"
          placeholder="0"
        />
      ) : null}
      {hasUnits ? (
        <YesNo
          name="restock"
          question="Units that are not sent"
          yes="go back into the sale"
          no="stay out of it"
          isYes
        />
      ) : null}
    </MoveDialog>
  )
}
