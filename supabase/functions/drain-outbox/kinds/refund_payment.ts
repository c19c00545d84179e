import { refundOrder } from '../../_shared/orders.ts'
import { getStripe } from '../../_shared/stripe.ts'
import { type Payload, textOf } from '../payload.ts'

/** Gives all the money of a payment back. The key makes a second try the same refund. */
export async function refundPayment(payload: Payload): Promise<void> {
  const intentId = textOf(payload, 'payment_intent_id')
  const metadata = { order_id: textOf(payload, 'order_id'), reason: textOf(payload, 'reason') }
  try {
    const refund = await getStripe().refunds.create(
      { payment_intent: intentId, metadata },
      { idempotencyKey: `refund:${intentId}` },
    )
    // A refund that is pending is written down by its webhook.
    if (refund.status === 'succeeded') {
      await refundOrder({ eventId: null, type: 'outbox.refund_payment' }, refund, intentId)
    }
  } catch (error) {
    const code = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : null
    // Somebody was faster, in Stripe's dashboard perhaps: that refund has a webhook of its own.
    if (code !== 'charge_already_refunded') throw error
  }
}
