'use server'

import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import { carrierName, readTrackingNumber, trackingUrl } from '#lib/shipping/carriers.ts'
import { isDone, outcomeMessage } from './outcome-message.ts'
import {
  type CancelInput,
  cancelSchema,
  type DeliverInput,
  deliverSchema,
  type RefundInput,
  type ReturnInput,
  refundSchema,
  returnSchema,
  type ShipInput,
  shipSchema,
} from './schema.ts'

type Moved = ActionResult<{ outcome: string }, string>
type Answer = { data: unknown; error: { message: string } | null }

const INVALID = 'Something in the form cannot be right: check it and send it again. Nothing was changed.'
const FAILED = 'The answer got lost. Send it again: it will not happen twice.'

/** The outcome of a database function as an action's answer. Throws when there is none. */
async function moved(name: string, call: PromiseLike<Answer>): Promise<Moved> {
  const { data, error } = await call
  if (error || typeof data !== 'string') throw new Error(`${name}: ${error?.message ?? 'no outcome'}`)
  if (isDone(data)) return { ok: true, data: { outcome: data } }
  return { ok: false, code: data, message: outcomeMessage(data) }
}

/** Ships one parcel of an order. Safe to send again with the same request id, as all of these are. */
export async function shipOrder(input: ShipInput): Promise<Moved> {
  const rules = { name: 'shipOrder', schema: shipSchema, invalid: INVALID, failed: FAILED }
  return memberAction<typeof shipSchema, { outcome: string }, string>(
    {
      ...rules,
      run: ({ orderId, requestId, carrier, trackingNumber, lines }, supabase) => {
        const number = readTrackingNumber(trackingNumber)
        const call = supabase.rpc('ship_order', {
          p_order_id: orderId,
          p_carrier: carrierName(carrier),
          p_tracking_number: number ?? '',
          p_tracking_url: trackingUrl(carrier, number) ?? '',
          p_lines: lines
            .filter((line) => line.quantity > 0)
            .map((line) => ({ claim_id: line.claimId, quantity: line.quantity })),
          p_request_id: requestId,
        })
        return moved('ship_order', call)
      },
    },
    input,
  )
}

export async function markDelivered(input: DeliverInput): Promise<Moved> {
  const rules = { name: 'markDelivered', schema: deliverSchema, invalid: INVALID, failed: FAILED }
  return memberAction<typeof deliverSchema, { outcome: string }, string>(
    {
      ...rules,
      run: ({ shipmentId, requestId }, supabase) =>
        moved(
          'mark_delivered',
          supabase.rpc('mark_delivered', { p_shipment_id: shipmentId, p_request_id: requestId }),
        ),
    },
    input,
  )
}

/** Calls an order off before anything of it left: all of its money goes back, its units into the sale. */
export async function cancelOrder(input: CancelInput): Promise<Moved> {
  const rules = { name: 'cancelOrder', schema: cancelSchema, invalid: INVALID, failed: FAILED }
  return memberAction<typeof cancelSchema, { outcome: string }, string>(
    {
      ...rules,
      run: ({ orderId, requestId, reason }, supabase) =>
        moved(
          'cancel_paid_order',
          supabase.rpc('cancel_paid_order', {
            p_order_id: orderId,
            p_reason: reason,
            p_request_id: requestId,
          }),
        ),
    },
    input,
  )
}

/** Asks for a refund. The amount is checked against what was charged in Postgres, not against anything the browser says. */
export async function refundOrder(input: RefundInput): Promise<Moved> {
  const rules = { name: 'refundOrder', schema: refundSchema, invalid: INVALID, failed: FAILED }
  return memberAction<typeof refundSchema, { outcome: string }, string>(
    {
      ...rules,
      run: ({ orderId, requestId, reason, isRestocked, shippingCents, lines }, supabase) => {
        const call = supabase.rpc('refund_paid_order', {
          p_order_id: orderId,
          p_lines: lines.map((line) => ({
            claim_id: line.claimId,
            quantity: line.quantity,
            amount_cents: line.amountCents,
          })),
          p_shipping_cents: shippingCents,
          p_is_restocked: isRestocked,
          p_reason: reason,
          p_request_id: requestId,
        })
        return moved('refund_paid_order', call)
      },
    },
    input,
  )
}

/** A parcel, or a part of what was in it, came back. */
export async function recordReturn(input: ReturnInput): Promise<Moved> {
  const rules = { name: 'recordReturn', schema: returnSchema, invalid: INVALID, failed: FAILED }
  return memberAction<typeof returnSchema, { outcome: string }, string>(
    {
      ...rules,
      run: ({ shipmentId, requestId, reason, isRestocked, isRefunded, lines }, supabase) => {
        const call = supabase.rpc('record_return', {
          p_shipment_id: shipmentId,
          p_lines: lines
            .filter((line) => line.quantity > 0)
            .map((line) => ({ claim_id: line.claimId, quantity: line.quantity })),
          p_is_restocked: isRestocked,
          p_is_refunded: isRefunded,
          p_reason: reason,
          p_request_id: requestId,
        })
        return moved('record_return', call)
      },
    },
    input,
  )
}
