import type Stripe from 'stripe'
import { askStripe } from '../../_shared/ask-stripe.ts'
import { callDatabase } from '../../_shared/database.ts'
import { orderIdOf } from '../../_shared/stripe.ts'
import type { Payload } from '../payload.ts'

const PAGE = 100
/** 25 payments a second for five minutes are 75 pages; more than this in one window is not ours to hold in one go. */
const MAX_PAGES = 200

/**
 * Holds the intents Stripe made in a window of time against the orders. What no order knows (its creation was not answered),
 * or whose end was never heard of, is put into the outbox.
 */
export async function reconcileIntents(payload: Payload): Promise<void> {
  const created = { gte: secondsOf(payload, 'from'), lt: secondsOf(payload, 'until') }
  let after: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const { data, has_more } = await askStripe((stripe) =>
      stripe.paymentIntents.list({ created, limit: PAGE, ...(after ? { starting_after: after } : {}) }),
    )
    await chase(data, created)
    after = data.at(-1)?.id
    if (!has_more || !after) return
  }
  throw new Error(
    `There are more than ${MAX_PAGES * PAGE} payments in this window: shorten reconcile_seconds.`,
  )
}

async function chase(
  intents: readonly Stripe.PaymentIntent[],
  created: { gte: number; lt: number },
): Promise<void> {
  const ours = intents.flatMap((intent) => {
    const orderId = orderIdOf(intent)
    return orderId ? [{ id: intent.id, order_id: orderId, status: intent.status }] : []
  })
  if (ours.length > 0)
    await callDatabase('chase_intents', { p_intents: ours, p_from: created.gte, p_until: created.lt })
}

function secondsOf(payload: Payload, name: string): number {
  const value = payload[name]
  if (typeof value !== 'number') throw new Error(`The outbox row has no ${name}.`)
  return value
}
