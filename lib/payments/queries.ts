import 'server-only'
import { getOrder } from '#lib/orders/queries.ts'
import { getStripe } from '#lib/stripe/client.ts'
import type { NextAction } from './payment.ts'
import { readIntent } from './read-stripe.ts'

/**
 * What the shopper's bank still waits for in an order that is being paid, so that a challenge closed by accident can be
 * opened again. Null when there is nothing to do. Throws when Stripe does not answer.
 */
export async function getNextAction(orderId: string): Promise<NextAction | null> {
  const order = await getOrder(orderId)
  if (order?.status !== 'paying' || order.paymentIntentId === null) return null
  const read = readIntent(await getStripe().paymentIntents.retrieve(order.paymentIntentId))
  return read.state === 'requires_action' ? read.nextAction : null
}
