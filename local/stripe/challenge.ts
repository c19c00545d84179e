import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from './body.ts'
import { challengePage } from './challenge-page.ts'
import { complete, fail } from './outcome.ts'
import { StripeProblem } from './problems.ts'
import type { Store, StoredIntent } from './store.ts'

export const CHALLENGE_PATH = /^\/stripe\/challenge\/(pi_[A-Za-z0-9]{1,64})$/

/** Stripe's own words for a challenge that was refused. */
const REFUSED = {
  type: 'invalid_request_error',
  code: 'payment_intent_authentication_failure',
  message:
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
} as const

/** The bank's page of a challenge: GET shows it, POST takes the decision and sends the browser back to the shop. */
export async function answerChallenge(
  store: Store,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  id: string,
): Promise<void> {
  const stored = store.tables.intents.get(id)
  if (!stored || url.searchParams.get('client_secret') !== stored.intent.client_secret) {
    return page(res, 404, 'This payment is not known here: go back to the shop and try again.', '')
  }
  if (req.method !== 'POST') {
    if (stored.intent.status !== 'requires_action') return goBack(res, stored)
    return page(res, 200, challengePage(stored.intent), new URL(stored.returnUrl ?? '').origin)
  }
  const outcome = new URLSearchParams(await readSmallBody(req)).get('outcome')
  goBack(res, await decide(store, id, outcome === 'approve'))
}

async function readSmallBody(req: IncomingMessage): Promise<string> {
  try {
    return await readBody(req)
  } catch (error) {
    if (error instanceof StripeProblem) return ''
    throw error
  }
}

/** Reads the intent again after waiting for the body: only a challenge that is still open is decided. */
async function decide(store: Store, id: string, approved: boolean): Promise<StoredIntent> {
  const stored = store.tables.intents.get(id)
  if (!stored) throw new Error(`Payment ${id} went away during its challenge.`)
  if (stored.intent.status !== 'requires_action') return stored
  const decided = approved ? complete(store, stored) : fail(store, stored, REFUSED)
  await store.saved()
  return decided
}

function goBack(res: ServerResponse, { intent, returnUrl }: StoredIntent): void {
  if (!returnUrl) {
    page(res, 404, 'This payment has no page to go back to.', '')
    return
  }
  const back = new URL(returnUrl)
  back.searchParams.set('payment_intent', intent.id)
  back.searchParams.set('payment_intent_client_secret', intent.client_secret ?? '')
  const isThrough = intent.status === 'succeeded' || intent.status === 'requires_capture'
  back.searchParams.set('redirect_status', isThrough ? 'succeeded' : 'failed')
  res.writeHead(303, { location: back.href, 'cache-control': 'no-store' }).end()
}

function page(res: ServerResponse, status: number, html: string, backOrigin: string): void {
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    // The form's answer redirects to the shop, and browsers hold the redirect to form-action too.
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${backOrigin}; frame-ancestors 'none'`,
  })
  res.end(html)
}
