import type Stripe from 'stripe'
import { askStripe } from './ask-stripe.ts'

const MAX_KEYS = 5
/** A payment with more refunds than this is nobody's. */
const LIST_MAX = 100

type Params = Stripe.RefundCreateParams & { payment_intent: string }

/**
 * Makes a refund, or finds the one an earlier try made. Stripe keeps the first answer to a key for a day, a failure of its own
 * included, and that failure may or may not have made the refund: then it is asked for the refunds themselves
 * (`isIt` knows ours), and only when ours is not among them does it get another key.
 */
export async function makeRefundOnce(
  params: Params,
  key: string,
  isIt: (refund: Stripe.Refund) => boolean,
): Promise<Stripe.Refund> {
  for (let nth = 1; ; nth++) {
    try {
      const idempotencyKey = nth === 1 ? key : `${key}:${nth}`
      return await askStripe((stripe) => stripe.refunds.create(params, { idempotencyKey }))
    } catch (error) {
      if (!isFailureOfStripe(error) || nth >= MAX_KEYS) throw error
    }
    const made = (await listRefunds(params.payment_intent)).find(isIt)
    if (made) return made
  }
}

/** The refunds Stripe has of a payment, the newest first. */
export async function listRefunds(intentId: string): Promise<Stripe.Refund[]> {
  const { data } = await askStripe((stripe) =>
    stripe.refunds.list({ payment_intent: intentId, limit: LIST_MAX }),
  )
  return data
}

function isFailureOfStripe(error: unknown): boolean {
  const status = typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : null
  return typeof status === 'number' && status >= 500
}
