import { getEnv } from '#lib/env.ts'
import type { ApiHandler } from '#lib/http/call.ts'
import { json, nothing, problem } from '#lib/http/problems.ts'
import { isPushEndpoint } from '../../supabase/functions/_shared/push-endpoints.ts'
import { getSettings, removeSubscription, renewSubscription, saveSubscription } from './database.ts'
import { requirePerson } from './person.ts'
import { readRemoveRequest, readRenewRequest, readSaveRequest } from './read-requests.ts'

/** GET /api/push/key: `{publicKey}`, what a browser subscribes with; null while push is off here. The same for everybody. */
export const getPushKey: ApiHandler = () =>
  json(200, JSON.stringify({ publicKey: getEnv().vapidPublicKey }), {
    'cache-control': 'public, max-age=300',
  })

/**
 * POST /api/push/subscriptions `{subscription, language, timeZone, kinds?, as?}`: 201 for a new device, 200 for one that is known and is
 * the person's of this session from now on; `kinds` are turned on. Refusals: push_off, foreign_endpoint, invalid.
 */
export const postSubscription: ApiHandler = async (call) => {
  const request = readSaveRequest(call.body())
  if ('detail' in request) return problem('invalid', request)
  const { vapidPublicKey, pushServiceOrigin } = getEnv()
  if (vapidPublicKey === null) return problem('push_off')
  if (!isPushEndpoint(request.endpoint, pushServiceOrigin)) return problem('foreign_endpoint')
  const person = await requirePerson(call, request.side)
  if ('status' in person) return person
  const { outcome, id } = await saveSubscription(person.userId, request)
  if (outcome === 'unknown_user') return problem('unauthenticated')
  if (outcome === 'foreign_endpoint' || outcome === 'invalid') return problem(outcome)
  const body = { subscription: { id }, settings: await getSettings(person.userId) }
  return json(outcome === 'saved' ? 201 : 200, JSON.stringify(body), { 'set-cookie': person.setCookies })
}

/**
 * POST /api/push/subscriptions/renew `{old, subscription}`: the browser gave a device another endpoint, perhaps with no page open and a
 * session that has run out. Knowing the old endpoint and its secret is the proof. 404 unknown_subscription: save it as new.
 */
export const postRenewal: ApiHandler = async (call) => {
  const request = readRenewRequest(call.body())
  if ('detail' in request) return problem('invalid', request)
  if (!isPushEndpoint(request.endpoint, getEnv().pushServiceOrigin)) return problem('foreign_endpoint')
  const { outcome, id } = await renewSubscription(request)
  return outcome === 'renewed' ? json(200, JSON.stringify({ subscription: { id } })) : problem(outcome)
}

/** POST /api/push/subscriptions/remove `{subscription}`: 204, and 204 again. Knowing endpoint and secret is the proof, as above. */
export const postRemoval: ApiHandler = async (call) => {
  const request = readRemoveRequest(call.body())
  if ('detail' in request) return problem('invalid', request)
  await removeSubscription(request)
  return nothing
}
