import { askStripe } from '../../_shared/ask-stripe.ts'
import { authoriseOrder, cancelAtStripe, hearIntent } from '../../_shared/intents.ts'
import type { News } from '../../_shared/orders.ts'
import { type Payload, textOf } from '../payload.ts'

const NEWS: News = { eventId: null, type: 'outbox.cancel_intent' }

/**
 * The time to pay is over, or the order was called off: the intent is cancelled at Stripe first, and only then the units go
 * back. When the payment had succeeded meanwhile, the order is completed instead, whether or not its webhook ever
 * comes. Stripe would cancel an authorisation without a word, so one that nobody has heard of is heard of first.
 */
export async function cancelIntent(payload: Payload): Promise<void> {
  const id = textOf(payload, 'payment_intent_id')
  const before = await askStripe((stripe) => stripe.paymentIntents.retrieve(id))
  if (before.status === 'requires_capture' && (await authoriseOrder(NEWS, before)) !== 'void_due') return
  const after = await cancelAtStripe(id)
  if (after.status !== 'canceled' && after.status !== 'succeeded') {
    // Between both: the bank is still at it. The row comes again later.
    throw new Error(`The payment is ${after.status} and cannot be cancelled yet.`)
  }
  await hearIntent(NEWS, after)
}
