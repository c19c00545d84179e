import { listEndpoints, retrieveAccount } from './account.ts'
import { captureIntent } from './capture.ts'
import { listCharges, retrieveCharge } from './charges.ts'
import { createToken, retrieveToken } from './confirmation-tokens.ts'
import { createCustomerSession } from './customer-sessions.ts'
import {
  createCustomer,
  deleteCustomer,
  listCustomers,
  retrieveCustomer,
  updateCustomer,
} from './customers.ts'
import {
  closeDispute,
  listDisputes,
  listWarnings,
  retrieveDispute,
  retrieveWarning,
  updateDispute,
} from './disputes.ts'
import { listEvents, retrieveEvent } from './event-endpoints.ts'
import {
  cancelIntent,
  confirmIntent,
  createIntent,
  listIntents,
  retrieveIntent,
  updateIntent,
} from './payment-intents.ts'
import {
  attachMethod,
  createMethod,
  detachMethod,
  listCustomerMethods,
  listMethods,
  retrieveCustomerMethod,
  retrieveMethod,
  updateMethod,
} from './payment-methods.ts'
import { StripeProblem } from './problems.ts'
import { cancelRefund, createRefund, listRefunds, retrieveRefund, updateRefund } from './refunds.ts'
import type { Endpoint } from './request.ts'

/** `:id` and `:nested` stand for one path segment each. */
const ROUTES: ReadonlyArray<readonly [method: string, pattern: string, endpoint: Endpoint]> = [
  ['POST', '/v1/payment_intents', createIntent],
  ['GET', '/v1/payment_intents', listIntents],
  ['GET', '/v1/payment_intents/:id', retrieveIntent],
  ['POST', '/v1/payment_intents/:id', updateIntent],
  ['POST', '/v1/payment_intents/:id/confirm', confirmIntent],
  ['POST', '/v1/payment_intents/:id/capture', captureIntent],
  ['POST', '/v1/payment_intents/:id/cancel', cancelIntent],
  ['GET', '/v1/confirmation_tokens/:id', retrieveToken],
  ['POST', '/v1/test_helpers/confirmation_tokens', createToken],
  ['GET', '/v1/charges', listCharges],
  ['GET', '/v1/charges/:id', retrieveCharge],
  ['POST', '/v1/refunds', createRefund],
  ['GET', '/v1/refunds', listRefunds],
  ['GET', '/v1/refunds/:id', retrieveRefund],
  ['POST', '/v1/refunds/:id', updateRefund],
  ['POST', '/v1/refunds/:id/cancel', cancelRefund],
  ['POST', '/v1/customers', createCustomer],
  ['GET', '/v1/customers', listCustomers],
  ['GET', '/v1/customers/:id', retrieveCustomer],
  ['POST', '/v1/customers/:id', updateCustomer],
  ['DELETE', '/v1/customers/:id', deleteCustomer],
  ['GET', '/v1/customers/:id/payment_methods', listCustomerMethods],
  ['GET', '/v1/customers/:id/payment_methods/:nested', retrieveCustomerMethod],
  ['POST', '/v1/customer_sessions', createCustomerSession],
  ['POST', '/v1/payment_methods', createMethod],
  ['GET', '/v1/payment_methods', listMethods],
  ['GET', '/v1/payment_methods/:id', retrieveMethod],
  ['POST', '/v1/payment_methods/:id', updateMethod],
  ['POST', '/v1/payment_methods/:id/attach', attachMethod],
  ['POST', '/v1/payment_methods/:id/detach', detachMethod],
  ['GET', '/v1/disputes', listDisputes],
  ['GET', '/v1/disputes/:id', retrieveDispute],
  ['POST', '/v1/disputes/:id', updateDispute],
  ['POST', '/v1/disputes/:id/close', closeDispute],
  ['GET', '/v1/radar/early_fraud_warnings', listWarnings],
  ['GET', '/v1/radar/early_fraud_warnings/:id', retrieveWarning],
  ['GET', '/v1/account', retrieveAccount],
  ['GET', '/v1/webhook_endpoints', listEndpoints],
  ['GET', '/v1/events', listEvents],
  ['GET', '/v1/events/:id', retrieveEvent],
]

const COMPILED = ROUTES.map(([method, pattern, endpoint]) => ({
  method,
  endpoint,
  path: new RegExp(`^${pattern.replace(/:\w+/g, '([A-Za-z0-9_]{1,255})')}$`),
}))

/** The endpoint for a method and path. Throws 404 as Stripe does for a URL it does not know. */
export function findRoute(method: string, path: string): { endpoint: Endpoint; id: string; nested: string } {
  for (const route of COMPILED) {
    const match = route.method === method ? route.path.exec(path) : null
    if (match) return { endpoint: route.endpoint, id: match[1] ?? '', nested: match[2] ?? '' }
  }
  throw new StripeProblem(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}), or one this sandbox does not answer.`,
  })
}
