import { lookUpIntent } from '../../_shared/intents.ts'
import { type Payload, textOf } from '../payload.ts'

/** Nothing was heard of a payment for a while: asks Stripe, and believes the answer as if its webhook had come. */
export async function lookUpPayment(payload: Payload): Promise<void> {
  await lookUpIntent({ eventId: null, type: 'outbox.look_up_payment' }, textOf(payload, 'payment_intent_id'))
}
