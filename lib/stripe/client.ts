import 'server-only'
import Stripe from 'stripe'
import { type Env, getEnv } from '#lib/env.ts'
import { shared } from '#lib/http/shared.ts'

/** One call, with its own retries inside it, must end well within the time a claim has left to be paid. */
const TIMEOUT_MS = 10_000
const MAX_NETWORK_RETRIES = 2

type StripeEnv = Pick<Env, 'stripeSecretKey' | 'stripeApiBase' | 'stripePublishableKey'>

/** The one Stripe client of this process. */
export function getStripe(): Stripe {
  return shared('stripe', () => createStripe(getEnv()))
}

/**
 * A Stripe client, pointed at the sandbox when there is one. Throws a sentence for settings that would mix the two:
 * a live key must never be sent to something that is not Stripe.
 */
export function createStripe(env: StripeEnv): Stripe {
  checkStripeEnv(env)
  const sandbox = env.stripeApiBase ? new URL(env.stripeApiBase) : null
  return new Stripe(env.stripeSecretKey, {
    timeout: TIMEOUT_MS,
    maxNetworkRetries: MAX_NETWORK_RETRIES,
    telemetry: sandbox === null,
    appInfo: { name: 'Stampede' },
    ...(sandbox && {
      host: sandbox.hostname,
      port: sandbox.port || (sandbox.protocol === 'https:' ? '443' : '80'),
      protocol: sandbox.protocol === 'https:' ? 'https' : 'http',
    }),
  })
}

/** Throws one sentence when the Stripe settings contradict each other. Called when the shop starts, too. */
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
