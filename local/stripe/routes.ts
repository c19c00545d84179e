import { createToken, retrieveToken } from './confirmation-tokens.ts'
import { listEvents, retrieveEvent } from './event-endpoints.ts'
import { cancelIntent, confirmIntent, createIntent, retrieveIntent, updateIntent } from './payment-intents.ts'
import { StripeProblem } from './problems.ts'
import { createRefund } from './refunds.ts'
import type { Endpoint } from './request.ts'

/** `:id` stands for one path segment. */
const ROUTES: ReadonlyArray<readonly [method: string, pattern: string, endpoint: Endpoint]> = [
  ['POST', '/v1/payment_intents', createIntent],
  ['GET', '/v1/payment_intents/:id', retrieveIntent],
  ['POST', '/v1/payment_intents/:id', updateIntent],
  ['POST', '/v1/payment_intents/:id/confirm', confirmIntent],
  ['POST', '/v1/payment_intents/:id/cancel', cancelIntent],
  ['GET', '/v1/confirmation_tokens/:id', retrieveToken],
  ['POST', '/v1/test_helpers/confirmation_tokens', createToken],
  ['POST', '/v1/refunds', createRefund],
  ['GET', '/v1/events', listEvents],
  ['GET', '/v1/events/:id', retrieveEvent],
]

const COMPILED = ROUTES.map(([method, pattern, endpoint]) => ({
  method,
  endpoint,
  path: new RegExp(`^${pattern.replace(':id', '([A-Za-z0-9_]{1,255})')}$`),
}))

/** The endpoint for a method and path. Throws 404 as Stripe does for a URL it does not know. */
export function findRoute(method: string, path: string): { endpoint: Endpoint; id: string } {
  for (const route of COMPILED) {
    const match = route.method === method ? route.path.exec(path) : null
    if (match) return { endpoint: route.endpoint, id: match[1] ?? '' }
  }
  throw new StripeProblem(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}), or one this sandbox does not answer.`,
  })
}
