import type { Env } from '#lib/env.ts'

export type StripeEnv = Pick<Env, 'stripeSecretKey' | 'stripeApiBase' | 'stripePublishableKey'>

/**
 * Throws one sentence when the Stripe settings contradict each other. Call it when the shop
 * starts: a shop that mixes real and pretended money must not come up.
 */
export function checkStripeEnv(env: StripeEnv): void {
  if (env.stripeApiBase === null) return
  if (/^(sk|rk)_live_/.test(env.stripeSecretKey)) {
    throw new Error(
      'STRIPE_SECRET_KEY is a live key and STRIPE_API_BASE points at a sandbox: remove STRIPE_API_BASE to take real money, or set the sandbox key.',
    )
  }
  if (env.stripePublishableKey !== null) {
    throw new Error(
      'NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY belongs to Stripe and STRIPE_API_BASE points at a sandbox: remove one of the two.',
    )
  }
}
