import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import Stripe from 'stripe'
import { StripeProblem } from './problems.ts'

function keyOf(authorization: string | undefined): string | null {
  const [scheme, value] = (authorization ?? '').split(' ')
  if (!scheme || !value) return null
  if (scheme.toLowerCase() === 'bearer') return value
  if (scheme.toLowerCase() !== 'basic') return null
  // `curl -u sk_test_…:` sends the key as the user name.
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? null
}

function sameKey(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Throws 401 without the sandbox's secret key, 400 for an API version that the sandbox does not speak. */
export function authenticate(headers: IncomingHttpHeaders, secretKey: string): void {
  const key = keyOf(headers.authorization)
  if (!key) {
    throw new StripeProblem(401, {
      type: 'invalid_request_error',
      message:
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    })
  }
  if (!sameKey(key, secretKey)) {
    const shown = `${key.slice(0, 8)}${'*'.repeat(12)}${key.slice(-4)}`
    throw new StripeProblem(401, {
      type: 'invalid_request_error',
      message: `Invalid API Key provided: ${shown}`,
    })
  }
  const version = headers['stripe-version']
  if (version !== undefined && version !== Stripe.API_VERSION) {
    throw new StripeProblem(400, {
      type: 'invalid_request_error',
      message: `This sandbox speaks Stripe-Version ${Stripe.API_VERSION}, not ${String(version)}.`,
    })
  }
}
