import 'server-only'
import Stripe from 'stripe'
import { WEBHOOK_EVENTS } from '#lib/stripe/webhook-events.ts'
import { type Finding, findKeys, type KeysEnv } from './payment-keys.ts'
import { findFunction } from './webhook-function.ts'

/** Somebody waits for the answer; each question is asked once. */
const ONCE = { timeout: 5_000, maxNetworkRetries: 0 }
/** Events younger than this may still be on their way, in seconds; Stripe's first retries come within minutes. */
const ON_THEIR_WAY_SECONDS = 300
const DAY_SECONDS = 24 * 3600
const PAGE = 100

type Asked = { stripe: Stripe; env: KeysEnv & { supabaseUrl: string } }

/**
 * Looks at everything a payment needs, by asking Stripe and the Edge Function themselves: keys, account, webhook endpoint, function,
 * deliveries. Answers one finding each, in that order, and never throws for what Stripe or a network answers. Changes nothing.
 * Makes three calls at Stripe.
 */
export async function checkPayments({ stripe, env }: Asked): Promise<Finding[]> {
  const url = `${env.supabaseUrl}/functions/v1/stripe-webhook`
  const isSandbox = env.stripeApiBase !== null
  return Promise.all([
    findKeys(env),
    ask('Account', async () => accountFinding(await stripe.accounts.retrieveCurrent({}, ONCE), env)),
    ask('Webhook endpoint', async () => {
      const { data } = await stripe.webhookEndpoints.list({ limit: PAGE }, ONCE)
      return endpointFinding(data, url, isSandbox)
    }),
    findFunction(url),
    ask('Deliveries', async () => {
      const nowSeconds = Math.floor(Date.now() / 1000)
      const created = { gte: nowSeconds - DAY_SECONDS, lte: nowSeconds - ON_THEIR_WAY_SECONDS }
      const missed = { delivery_success: false, types: [...WEBHOOK_EVENTS], created, limit: PAGE }
      return deliveryFinding(await stripe.events.list(missed, ONCE))
    }),
  ])
}

async function ask(what: Finding['what'], find: () => Promise<Omit<Finding, 'what'>>): Promise<Finding> {
  try {
    return { what, ...(await find()) }
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    return { what, ...refusalOf(error) }
  }
}

function refusalOf(error: Stripe.errors.StripeError): Omit<Finding, 'what'> {
  if (error instanceof Stripe.errors.StripeAuthenticationError)
    return {
      state: 'fault',
      says: 'Stripe refuses the secret key: it was rolled, has expired, or was copied in part.',
      toDo: 'Set STRIPE_SECRET_KEY to a key that is valid now, for the shop and for the Edge Functions, and restart.',
    }
  if (error instanceof Stripe.errors.StripePermissionError)
    return {
      state: 'unknown',
      says: 'The restricted key may not read this, so it could not be looked at. Payments need not suffer from it.',
      toDo: 'To have it checked, let the key read the account, webhook endpoints and events.',
    }
  return {
    state: 'unknown',
    says: 'Stripe did not answer just now.',
    toDo: 'Check again in a minute. If it stays so, look at status.stripe.com and at the way out of this machine.',
  }
}

function accountFinding(account: Stripe.Account, env: KeysEnv): Omit<Finding, 'what'> {
  const isLive = env.stripeApiBase === null && /^(sk|rk)_live_/.test(env.stripeSecretKey)
  const activate =
    'Finish setting the account up at dashboard.stripe.com/account: what Stripe still asks for is said there.'
  if (account.charges_enabled && account.payouts_enabled)
    return { state: 'good', says: 'The account answers, and may take payments and pay out.', toDo: null }
  // An account that is not activated yet takes test cards all the same.
  if (!isLive)
    return {
      state: 'good',
      says: 'The account answers and takes test cards. For real money it is not set up yet.',
      toDo: activate,
    }
  return {
    state: 'fault',
    says: account.charges_enabled
      ? 'The account takes payments, but may not pay out: the money stays at Stripe.'
      : 'The account may not take payments: every card is refused.',
    toDo: activate,
  }
}

function endpointFinding(
  endpoints: readonly Stripe.WebhookEndpoint[],
  url: string,
  isSandbox: boolean,
): Omit<Finding, 'what'> {
  const fault = (says: string, toDo: string) => ({ state: 'fault' as const, says, toDo })
  const found = endpoints.filter((endpoint) => endpoint.url.replace(/\/+$/, '') === url)
  const enabled = found.find(({ status }) => status === 'enabled')
  const add = `Stripe dashboard, Developers, Webhooks: add ${url} with API version ${Stripe.API_VERSION} and the events ${WEBHOOK_EVENTS.join(', ')}. Then set STRIPE_WEBHOOK_SECRET of the Edge Functions to its signing secret.`
  if (!found[0])
    return fault('Stripe has no webhook endpoint for this shop: paid orders are noticed minutes late.', add)
  if (!enabled)
    return fault(
      'The webhook endpoint is switched off: Stripe does so when it fails for days.',
      'Switch it on in the Stripe dashboard, Developers, Webhooks, once the function below is well.',
    )
  const missing = WEBHOOK_EVENTS.filter(
    (type) => !enabled.enabled_events.includes('*') && !enabled.enabled_events.includes(type),
  )
  if (missing.length > 0)
    return fault(
      `The webhook endpoint is not told of everything: ${missing.join(', ')}.`,
      'Add these events to the endpoint in the Stripe dashboard, Developers, Webhooks.',
    )
  if (enabled.api_version !== Stripe.API_VERSION)
    return fault(
      `The webhook endpoint speaks ${enabled.api_version ?? 'the account’s own version'}; this shop reads ${Stripe.API_VERSION}.`,
      `The version of an endpoint cannot be changed: add another and delete the old one. ${add}`,
    )
  return {
    state: 'good',
    says: isSandbox
      ? 'The sandbox tells this shop of everything.'
      : 'Stripe tells this shop of everything it has to know.',
    toDo: null,
  }
}

function deliveryFinding({ data, has_more }: Stripe.ApiList<Stripe.Event>): Omit<Finding, 'what'> {
  if (data.length === 0)
    return { state: 'good', says: 'Every event of the last day has been taken.', toDo: null }
  return {
    state: 'fault',
    says: `${data.length}${has_more ? ' or more' : ''} events of the last day have not been taken.`,
    toDo: 'If the function above answers, STRIPE_WEBHOOK_SECRET is most likely not the signing secret of this endpoint: copy it again from the Stripe dashboard. The endpoint’s page shows what was answered; if the account has other endpoints, it may be one of them.',
  }
}
