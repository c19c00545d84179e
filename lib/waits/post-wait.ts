import { getSaleOfItem } from '#lib/claims/item-sales.ts'
import { budgetSpent } from '#lib/claims/post-claim.ts'
import { readClaimBody } from '#lib/claims/read-claim-request.ts'
import { createShopperLimit } from '#lib/claims/shopper-limit.ts'
import type { ApiHandler } from '#lib/http/call.ts'
import { type ApiAnswer, json, problem } from '#lib/http/problems.ts'
import { shared } from '#lib/http/shared.ts'
import { withDeadline } from '#lib/postgres/deadline.ts'
import { getPool, QUERY_DEADLINE_MS } from '#lib/postgres/pool.ts'
import { identify } from '#lib/sessions/identify.ts'
import { getLineBatcher, type LineRequest } from './join-line.ts'

/**
 * POST /api/waits `{itemId, quantity, requestId}`: 201 with a place in line for an item that is all held, 200 when this
 * request id or this shopper already has one, else a problem. `units_free` says that there is nothing to wait for.
 * Who may ask, what is read and how often is that of POST /api/claims, whose budget of attempts it shares.
 */
export const postWait: ApiHandler = async (call) => {
  const identity = await identify(call, true)
  if (typeof identity === 'string') return problem(identity)
  const body = readClaimBody(call.body())
  if ('detail' in body) return problem('invalid', body)

  const saleId = await getSaleOfItem(body.itemId)
  if (!saleId) return problem('unknown_item')
  const shopperId = await identity.shopperIn(saleId)
  if (!shopperId) return problem('unauthenticated')
  const limit = shared('shopper-limit', () => createShopperLimit())
  if (!limit.take(shopperId, performance.now())) return problem('slow_down')

  const answer = await getLineBatcher().submit(saleId, { ...body, shopperId })
  if (answer.outcome === 'limit_reached') return limitReached({ ...body, shopperId })
  if (!('wait' in answer)) return problem(answer.outcome)
  return json(answer.outcome === 'waiting' ? 201 : 200, JSON.stringify({ wait: answer.wait }))
}

/** Which limit it was: one person's, or the hold budget, which passes. Asked for here only, because few get this far. */
async function limitReached({ itemId, shopperId, quantity }: LineRequest): Promise<ApiAnswer> {
  const sql = getPool()
  const query = sql<{ limit_room: number; budget_room: number | null; retry_at: Date | null }[]>`
    select limit_room, budget_room, retry_at from public.shopper_room(${itemId}, ${shopperId}, clock_timestamp())`
  const [room] = await withDeadline('room', QUERY_DEADLINE_MS, query)
  const isBudget = room && room.budget_room !== null && quantity > room.budget_room
  if (!isBudget || quantity > room.limit_room) return problem('limit_reached')
  return budgetSpent(room.retry_at?.toISOString() ?? null)
}
