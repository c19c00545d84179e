import { createShopperLimit } from '#lib/claims/shopper-limit.ts'
import { getEnv } from '#lib/env.ts'
import type { ApiHandler } from '#lib/http/call.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { isOwnOrigin } from '#lib/http/origin.ts'
import { nothing, problem } from '#lib/http/problems.ts'
import { shared } from '#lib/http/shared.ts'
import { getEventQueue } from './event-queue.ts'
import { deviceOf, isBot, readVisitReport } from './read-events.ts'

/** Reports of one address: a whole office behind one, but no program that makes visits up by the thousand. */
const REPORTS_PER_SECOND = 20
const REPORTS_AT_ONCE = 200

/**
 * POST /api/events `{sale, visit, steps, source}`: 204, taken or (with Do Not Track, Global Privacy Control) let go. Nothing of the
 * address, the cookies or the session is kept. Refusals: invalid, forbidden_origin, slow_down.
 */
export const postEvents: ApiHandler = (call) => {
  const { shopUrl, trustedProxies } = getEnv()
  if (!isOwnOrigin(call, shopUrl, trustedProxies)) return problem('forbidden_origin')
  if (call.header('dnt') === '1' || call.header('sec-gpc') === '1') return nothing
  const report = readVisitReport(call.body())
  if ('detail' in report) return problem('invalid', report)
  const limit = shared('report-limit', () => createShopperLimit(REPORTS_PER_SECOND, REPORTS_AT_ONCE))
  if (!limit.take(clientAddress(call, trustedProxies), performance.now())) return problem('slow_down')
  const userAgent = call.header('user-agent') ?? ''
  const { sale, visit, source, isAutomated } = report
  const told = { sale, visit, source, device: deviceOf(userAgent), is_bot: isAutomated || isBot(userAgent) }
  getEventQueue().add(report.steps.map((kind) => ({ ...told, kind })))
  return nothing
}
