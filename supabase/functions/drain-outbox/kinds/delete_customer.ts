import { askStripe } from '../../_shared/ask-stripe.ts'
import { type Payload, textOf } from '../payload.ts'

/** An account was deleted: its customer goes at Stripe too, and every kept card with it. One that is gone is as good. */
export async function deleteCustomer(payload: Payload): Promise<void> {
  const id = textOf(payload, 'customer_id')
  try {
    await askStripe((stripe) => stripe.customers.del(id))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'resource_missing')) throw error
  }
}
