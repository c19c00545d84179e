import { ok, problem, readBytes } from '../_shared/answers.ts'
import { callForOutcome } from '../_shared/database.ts'
import { requireVariable } from '../_shared/environment.ts'
import { logError, logInfo } from '../_shared/log.ts'
import { readCarrierUpdate } from './carrier-update.ts'
import { isSigned } from './signature.ts'

/** An update is a few hundred bytes. */
const MAX_BYTES = 64 * 1024

/**
 * Carriers' updates. 200: done, done before, or about a parcel that is not ours. 400: not signed by who shares the secret, or
 * no update. 500: not done, send it again.
 */
async function receive(request: Request): Promise<Response> {
  if (request.method !== 'POST') return problem(405, 'method_not_allowed', 'Post updates here.')
  const signature = request.headers.get('shipping-signature')
  if (!signature) return problem(400, 'bad_signature', 'The Shipping-Signature header is missing.')
  const body = await readBytes(request, MAX_BYTES)
  if (body === null) return problem(413, 'too_large', `An update is at most ${MAX_BYTES} bytes long.`)
  if (!isSigned(body, signature, requireVariable('SHIPPING_WEBHOOK_SECRET'), Date.now())) {
    logInfo('An update was refused')
    return problem(400, 'bad_signature', 'The signature does not match, or is too old.')
  }
  const update = readCarrierUpdate(new TextDecoder().decode(body))
  if (update === null) {
    return problem(400, 'bad_update', 'Send JSON with id, type, tracking_number and occurred_at.')
  }
  if (update === 'ignored') return ok({ received: true, outcome: 'ignored' })
  const outcome = await callForOutcome('record_carrier_update', {
    p_event_id: update.id,
    p_state: update.state,
    p_tracking_number: update.trackingNumber,
    p_at: update.occurredAt,
  })
  logInfo('Update handled', { event: update.id, state: update.state, outcome })
  return ok({ received: true, outcome })
}

export default {
  async fetch(request: Request): Promise<Response> {
    try {
      return await receive(request)
    } catch (error) {
      logError('An update could not be handled', error)
      return problem(500, 'try_again', 'The update could not be handled: send it again.')
    }
  },
}
