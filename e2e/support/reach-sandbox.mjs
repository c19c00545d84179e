import http from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'

/**
 * Loaded before a shop under test that has a Stripe account (`node --import`): what it sends to api.stripe.com goes to
 * the sandbox, as a hosts file would send it. The shop itself knows nothing of it.
 */
const sandbox = new URL(process.env.E2E_STRIPE_SANDBOX)
const send = https.request

https.request = (options, answered) => {
  if (typeof options !== 'object' || options.host !== 'api.stripe.com') return send(options, answered)
  const { agent: _agent, ...rest } = options
  return http.request({ ...rest, host: sandbox.hostname, port: sandbox.port, protocol: 'http:' }, answered)
}
syncBuiltinESMExports()
