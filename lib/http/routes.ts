import { deleteClaim } from '#lib/claims/delete-claim.ts'
import { getClaimDoor } from '#lib/claims/door.ts'
import { getMyClaims } from '#lib/claims/get-my-claims.ts'
import { postClaim } from '#lib/claims/post-claim.ts'
import type { ApiHandler } from '#lib/http/call.ts'
import { getHealth, getLive } from '#lib/http/get-health.ts'
import { postEvents } from '#lib/insight/post-events.ts'
import { mintPass } from '#lib/passes/mint-pass.ts'
import { deleteReminder, postReminder } from '#lib/push/reminders.ts'
import {
  getMemberNotifications,
  getMyNotifications,
  postMemberNotifications,
  postMyNotifications,
} from '#lib/push/settings.ts'
import { getPushKey, postRemoval, postRenewal, postSubscription } from '#lib/push/subscriptions.ts'
import { getSnapshot } from '#lib/sales/get-snapshot.ts'
import { getTime } from '#lib/time/get-time.ts'
import { deleteWait } from '#lib/waits/delete-wait.ts'
import { postWait } from '#lib/waits/post-wait.ts'

/** One address of the API: the method it takes and what answers it. */
export type ApiRoute = {
  method: 'GET' | 'POST' | 'DELETE'
  handler: ApiHandler
  /** What the Allow header says where the same address takes another method too. */
  allow?: string
  /** Asked before anything of a request is read; true: it is told `busy` and nothing else happens. */
  isShut?: () => boolean
}

const READ_AND_WRITE = 'GET, POST'

/** Every address of the API. The fast lane and the files under app/api mount these same objects. */
export const apiRoutes = {
  time: { method: 'GET', handler: getTime },
  snapshot: { method: 'GET', handler: getSnapshot },
  pass: { method: 'POST', handler: mintPass },
  claims: { method: 'POST', handler: postClaim, isShut: () => getClaimDoor().isShut() },
  claim: { method: 'DELETE', handler: deleteClaim },
  events: { method: 'POST', handler: postEvents },
  waits: { method: 'POST', handler: postWait },
  wait: { method: 'DELETE', handler: deleteWait },
  myClaims: { method: 'GET', handler: getMyClaims },
  pushKey: { method: 'GET', handler: getPushKey },
  subscriptions: { method: 'POST', handler: postSubscription },
  renewSubscription: { method: 'POST', handler: postRenewal },
  removeSubscription: { method: 'POST', handler: postRemoval },
  myNotifications: { method: 'GET', handler: getMyNotifications, allow: READ_AND_WRITE },
  setMyNotifications: { method: 'POST', handler: postMyNotifications, allow: READ_AND_WRITE },
  memberNotifications: { method: 'GET', handler: getMemberNotifications, allow: READ_AND_WRITE },
  setMemberNotifications: { method: 'POST', handler: postMemberNotifications, allow: READ_AND_WRITE },
  reminders: { method: 'POST', handler: postReminder },
  reminder: { method: 'DELETE', handler: deleteReminder },
  health: { method: 'GET', handler: getHealth },
  live: { method: 'GET', handler: getLive },
} satisfies Record<string, ApiRoute>

export type RouteMatch = { route: ApiRoute; params: Readonly<Record<string, string>> }

const NO_PARAMS = {}
const SALES = '/api/sales/'
const CLAIMS = '/api/claims/'
const WAITS = '/api/waits/'
const REMINDERS = '/api/reminders/'

/** The route of a path without its query, or null when the fast lane has none and Next is asked. */
export function matchRoute(path: string, method = 'GET'): RouteMatch | null {
  switch (path) {
    case '/api/claims':
      return { route: apiRoutes.claims, params: NO_PARAMS }
    case '/api/events':
      return { route: apiRoutes.events, params: NO_PARAMS }
    case '/api/waits':
      return { route: apiRoutes.waits, params: NO_PARAMS }
    case '/api/time':
      return { route: apiRoutes.time, params: NO_PARAMS }
    case '/api/me/claims':
      return { route: apiRoutes.myClaims, params: NO_PARAMS }
    case '/api/push/key':
      return { route: apiRoutes.pushKey, params: NO_PARAMS }
    case '/api/push/subscriptions':
      return { route: apiRoutes.subscriptions, params: NO_PARAMS }
    case '/api/push/subscriptions/renew':
      return { route: apiRoutes.renewSubscription, params: NO_PARAMS }
    case '/api/push/subscriptions/remove':
      return { route: apiRoutes.removeSubscription, params: NO_PARAMS }
    case '/api/reminders':
      return { route: apiRoutes.reminders, params: NO_PARAMS }
    case '/api/me/notifications': {
      const isWrite = method === 'POST'
      return { route: isWrite ? apiRoutes.setMyNotifications : apiRoutes.myNotifications, params: NO_PARAMS }
    }
    case '/api/member/notifications': {
      const isWrite = method === 'POST'
      const route = isWrite ? apiRoutes.setMemberNotifications : apiRoutes.memberNotifications
      return { route, params: NO_PARAMS }
    }
    case '/api/health':
      return { route: apiRoutes.health, params: NO_PARAMS }
    case '/api/health/live':
      return { route: apiRoutes.live, params: NO_PARAMS }
    default:
      return matchWithParam(path)
  }
}

function matchWithParam(path: string): RouteMatch | null {
  if (path.startsWith(SALES)) {
    const [slug = '', last, rest] = path.slice(SALES.length).split('/')
    if (slug === '' || rest !== undefined) return null
    if (last === 'snapshot') return { route: apiRoutes.snapshot, params: { slug: decode(slug) } }
    if (last === 'pass') return { route: apiRoutes.pass, params: { slug: decode(slug) } }
  }
  if (path.startsWith(CLAIMS)) {
    const [id = '', rest] = path.slice(CLAIMS.length).split('/')
    if (id !== '' && rest === undefined) return { route: apiRoutes.claim, params: { id: decode(id) } }
  }
  if (path.startsWith(REMINDERS)) {
    const [id = '', rest] = path.slice(REMINDERS.length).split('/')
    if (id !== '' && rest === undefined) return { route: apiRoutes.reminder, params: { id: decode(id) } }
  }
  if (path.startsWith(WAITS)) {
    const [id = '', rest] = path.slice(WAITS.length).split('/')
    if (id !== '' && rest === undefined) return { route: apiRoutes.wait, params: { id: decode(id) } }
  }
  return null
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    // Broken percent-encoding names nothing we have; the handler refuses it as it is.
    return segment
  }
}
