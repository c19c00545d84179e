import { askStripe } from '../../_shared/ask-stripe.ts'
import { noteRefund, refundOrder } from '../../_shared/orders.ts'
import { type Payload, textOf } from '../payload.ts'

const NEWS = { eventId: null, type: 'outbox.look_up_refund' }

/** A refund was pending for long: asks Stripe, and believes the answer as if its webhook had come. */
export async function lookUpRefund(payload: Payload): Promise<void> {
  const refund = await askStripe((stripe) => stripe.refunds.retrieve(textOf(payload, 'stripe_refund_id')))
  const { payment_intent: intent } = refund
  const intentId = typeof intent === 'string' ? intent : intent?.id
  if (!intentId) throw new Error(`Refund ${refund.id} names no payment: it is not one of ours.`)
  await (refund.status === 'succeeded' ? refundOrder : noteRefund)(NEWS, refund, intentId)
}
