import 'server-only'
import Stripe from 'stripe'
import { getEnv } from '#lib/env.ts'
import { shared } from '#lib/http/shared.ts'
import { checkStripeEnv, type StripeEnv } from './check-env.ts'

/** One call, with its own retries inside it, must end well within the time a claim has left to be paid. */
const TIMEOUT_MS = 10_000
const MAX_NETWORK_RETRIES = 2

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
