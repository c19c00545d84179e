import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/http/log.ts'
import type { NextAction } from '#lib/payments/payment.ts'
import { getNextAction } from '#lib/payments/queries.ts'
import { FinishChallenge } from './finish-challenge.tsx'

/** Asks Stripe whether the bank still waits for the shopper; shows the way to its question if so, else nothing. */
export async function OrderChallenge({ orderId }: { orderId: string }) {
  const action = await findAction(orderId)
  return action ? <FinishChallenge action={action} publishableKey={getEnv().stripePublishableKey} /> : null
}

async function findAction(orderId: string): Promise<NextAction | null> {
  try {
    return await getNextAction(orderId)
  } catch (error) {
    // Stripe is away: the order page stands without it, and a reload asks again.
    getLog().warn({ err: error, orderId }, 'Stripe did not say what the bank waits for')
    return null
  }
}
