import 'server-only'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/http/log.ts'
import { getOrder } from '#lib/orders/queries.ts'
import { getPool } from '#lib/postgres/pool.ts'
import { getStripe } from '#lib/stripe/client.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'
import type { NextAction } from './payment.ts'
import { readIntent } from './read-stripe.ts'
import { NO_WAYS, type WaysToPay } from './saved-card.ts'
import { openWaysToPay } from './ways-to-pay.ts'

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

/** What the shopper of this request can pay with. What a guest has, whenever it cannot be found out: it never throws. */
export async function getMyWaysToPay(): Promise<WaysToPay> {
  try {
    const supabase = await createServerSupabase()
    const { data: session } = await supabase.auth.getClaims()
    if (!session || session.claims.is_anonymous) return NO_WAYS
    const hasStripeJs = getEnv().stripePublishableKey !== null
    return await openWaysToPay({ sql: getPool(), stripe: getStripe(), hasStripeJs }, session.claims.sub)
  } catch (error) {
    getLog().warn({ err: error }, 'Saved cards cannot be shown')
    return NO_WAYS
  }
}
