import Stripe from 'stripe'
import { ok, problem, readText } from '../_shared/answers.ts'
import { requireVariable } from '../_shared/environment.ts'
import { logError, logInfo } from '../_shared/log.ts'
import { handlerOf } from './handlers.ts'

/** Events are a few kilobytes; Stripe's largest stay far below this. */
const MAX_BYTES = 512 * 1024
/** How old a signature may be, in seconds: an event that somebody recorded is no good later. */
const TOLERANCE_SECONDS = 300

const crypto = Stripe.createSubtleCryptoProvider()

/**
 * Stripe's events. 200: done, done before, or not ours. 400: not signed by Stripe. 500: not done, Stripe tries again.
 */
async function receive(request: Request): Promise<Response> {
  if (request.method !== 'POST') return problem(405, 'method_not_allowed', 'Post events here.')
  const signature = request.headers.get('stripe-signature')
  if (!signature) return problem(400, 'bad_signature', 'The Stripe-Signature header is missing.')
  const body = await readText(request, MAX_BYTES)
  if (body === null) return problem(413, 'too_large', `An event is at most ${MAX_BYTES} bytes long.`)

  // Outside the try: a secret that is not set is our fault, not the sender's.
  const secret = requireVariable('STRIPE_WEBHOOK_SECRET')
  let event: Stripe.Event
  try {
    event = await Stripe.webhooks.constructEventAsync(body, signature, secret, TOLERANCE_SECONDS, crypto)
  } catch (error) {
    logError('An event was refused', error)
    return problem(400, 'bad_signature', 'The signature does not match, or is too old.')
  }
  if (!isEvent(event)) return problem(400, 'bad_event', 'The body is not an event.')
  const handler = handlerOf(event)
  if (!handler) return ok({ received: true, outcome: 'ignored' })
  const outcome = await handler()
  logInfo('Event handled', { event: event.id, type: event.type, outcome })
  return ok({ received: true, outcome })
}

/** Signed is not yet an event: whatever is not one would fail again however often it is sent. */
function isEvent(event: unknown): event is Stripe.Event {
  const { id, type, data } = Object(event)
  const object: unknown = Object(data).object
  return (
    typeof id === 'string' &&
    typeof type === 'string' &&
    typeof object === 'object' &&
    object !== null &&
    !Array.isArray(object)
  )
}

export default {
  async fetch(request: Request): Promise<Response> {
    try {
      return await receive(request)
    } catch (error) {
      logError('An event could not be handled', error)
      return problem(500, 'try_again', 'The event could not be handled: send it again.')
    }
  },
}
