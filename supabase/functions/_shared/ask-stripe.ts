import type Stripe from 'stripe'
import { callDatabase } from './database.ts'
import { getStripe } from './stripe.ts'

/** How long one call waits for its turn; a row of the outbox comes again after that, a webhook is sent again. */
const PATIENCE_MS = 10_000

/**
 * Asks Stripe once it is our turn: all instances together make so many calls of housekeeping a second, from a bucket of
 * their own, so that shoppers who pay never wait behind them. Throws when it takes too long.
 */
export async function askStripe<Answer>(call: (stripe: Stripe) => Promise<Answer>): Promise<Answer> {
  await takeTurn()
  return call(getStripe())
}

async function takeTurn(): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS
  for (;;) {
    const waitMs = await callDatabase('take_stripe_tokens', { p_kind: 'housekeeping', p_count: 1 })
    if (waitMs === 0) return
    if (typeof waitMs !== 'number') throw new Error('take_stripe_tokens answered no number.')
    if (Date.now() + waitMs > giveUpAt)
      throw new Error('Stripe is asked as often as it takes: this comes later.')
    // A little more, so that those who wait do not all come back in the same moment.
    await new Promise((resolve) => setTimeout(resolve, waitMs * (1 + Math.random())))
  }
}
