import Stripe from 'stripe'
import { optionalVariable, requireVariable } from './environment.ts'

const TIMEOUT_MS = 10_000

let client: Stripe | null = null

/** The Stripe client of this isolate; STRIPE_API_BASE points it at a sandbox, which a live key never reaches. */
export function getStripe(): Stripe {
  client ??= createStripe(requireVariable('STRIPE_SECRET_KEY'), optionalVariable('STRIPE_API_BASE'))
  return client
}

function createStripe(key: string, apiBase: string | null): Stripe {
  const sandbox = apiBase ? new URL(apiBase) : null
  if (sandbox && /^(sk|rk)_live_/.test(key)) {
    throw new Error(
      'STRIPE_SECRET_KEY is a live key and STRIPE_API_BASE points at a sandbox: remove one of the two.',
    )
  }
  return new Stripe(key, {
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 2,
    telemetry: sandbox === null,
    httpClient: Stripe.createFetchHttpClient(),
    ...(sandbox && {
      host: sandbox.hostname,
      port: sandbox.port || (sandbox.protocol === 'https:' ? '443' : '80'),
      protocol: sandbox.protocol === 'https:' ? ('https' as const) : ('http' as const),
    }),
  })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The order an intent was made for, by its metadata; null for an intent that is not ours. */
export function orderIdOf(intent: Stripe.PaymentIntent): string | null {
  const id = intent.metadata.order_id ?? ''
  return UUID.test(id) ? id : null
}

/** Our own id of a refund that was asked for here, by its metadata; null for one made in Stripe's dashboard. */
export function ownRefundIdOf(refund: Stripe.Refund): string | null {
  const id = refund.metadata?.refund_id ?? ''
  return UUID.test(id) ? id : null
}

/** Which attempt of its order an intent was last confirmed for; null when it does not say. */
export function attemptOf(intent: Stripe.PaymentIntent): number | null {
  const attempt = Number(intent.metadata.attempt)
  return Number.isInteger(attempt) && attempt > 0 ? attempt : null
}
