import Stripe from 'stripe'
import { SUBSCRIBED } from './events.ts'
import { seconds } from './ids.ts'
import { answerList, type List } from './list.ts'
import { checkParams } from './params.ts'
import type { Call } from './request.ts'
import { LIST_ENDPOINTS, RETRIEVE } from './rules.ts'

/** `GET /v1/account`: the sandbox is an account that may do everything, with pretended money. */
export function retrieveAccount({ form }: Call): Stripe.Account {
  checkParams(form, RETRIEVE)
  return {
    id: 'acct_sandbox',
    object: 'account',
    charges_enabled: true,
    payouts_enabled: true,
    details_submitted: true,
    country: 'DE',
    default_currency: 'eur',
    email: null,
    type: 'standard',
  }
}

/** `GET /v1/webhook_endpoints`: the one that this sandbox sends to. Its secret is only ever said when one is made. */
export function listEndpoints({ form, webhookUrl }: Call): List<Stripe.WebhookEndpoint> {
  checkParams(form, LIST_ENDPOINTS)
  const endpoint: Stripe.WebhookEndpoint = {
    id: 'we_sandbox',
    object: 'webhook_endpoint',
    api_version: Stripe.API_VERSION,
    application: null,
    created: seconds(0),
    description: null,
    enabled_events: [...SUBSCRIBED],
    livemode: false,
    metadata: {},
    status: 'enabled',
    url: webhookUrl,
  }
  return answerList(form, '/v1/webhook_endpoints', 'webhook_endpoint', [endpoint])
}
