import {
  type Claim,
  type ClaimAnswer,
  type ClaimRequest,
  getClaimBatcher,
  laneOf,
} from '#lib/claims/claim-stock.ts'
import { getClaimDoor } from '#lib/claims/door.ts'
import { getSaleOfItem } from '#lib/claims/item-sales.ts'
import { readClaimBody } from '#lib/claims/read-claim-request.ts'
import { getKnownRefusals } from '#lib/claims/read-item.ts'
import { type CountedRefusal, getRefusalCounts } from '#lib/claims/refusal-counts.ts'
import { createShopperLimit } from '#lib/claims/shopper-limit.ts'
import { after } from '#lib/http/after.ts'
import type { ApiHandler } from '#lib/http/call.ts'
import { type ApiAnswer, busy, json, problem } from '#lib/http/problems.ts'
import { shared } from '#lib/http/shared.ts'
import { identify } from '#lib/sessions/identify.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

/**
 * POST /api/claims `{itemId, quantity, requestId}`: 201 with the claim, 200 when this request id already has one,
 * else a problem. What needs no database comes first: who it is, what was sent, what is known, how often. Whoever is
 * refused by that is answered without a promise.
 */
export const postClaim: ApiHandler = (call) =>
  after(identify(call, true), (identity) => {
    if (typeof identity === 'string') return problem(identity)
    const body = readClaimBody(call.body())
    if ('detail' in body) return problem('invalid', body)
    return after(getSaleOfItem(body.itemId), (saleId) => {
      if (!saleId) return problem('unknown_item')
      return after(identity.shopperIn(saleId), (shopperId) =>
        shopperId ? decide(saleId, { ...body, shopperId }) : problem('unauthenticated'),
      )
    })
  })

function decide(saleId: string, request: ClaimRequest): ApiAnswer | Promise<ApiAnswer> {
  const { shopperId, itemId, quantity } = request
  return after(getKnownRefusals().refusalFor(itemId, shopperId, quantity), (refusal) =>
    refusal ? refuse(saleId, refusal) : askDatabase(saleId, request),
  )
}

/** The merchant sees how many were refused, and why: most of them the database never hears of. */
function refuse(saleId: string, refusal: CountedRefusal): ApiAnswer {
  getRefusalCounts().count(saleId, refusal)
  return refusal === 'busy' ? busy() : problem(refusal)
}

function askDatabase(saleId: string, request: ClaimRequest): ApiAnswer | Promise<ApiAnswer> {
  const batcher = getClaimBatcher()
  const lane = laneOf(saleId, request.itemId)
  if (!batcher.hasRoom(lane)) {
    getClaimDoor().noteFull()
    return refuse(saleId, 'busy')
  }
  // After what memory says: to refuse somebody costs as much as to answer them, and what is guarded is the database.
  const limit = shared('shopper-limit', () => createShopperLimit())
  if (!limit.take(request.shopperId, performance.now())) return refuse(saleId, 'slow_down')
  return batcher.submit(lane, request).then((answer) => {
    noteOutcome(answer, request.itemId)
    return toApiAnswer(saleId, answer)
  })
}

function noteOutcome(answer: ClaimAnswer, itemId: string): void {
  const known = getKnownRefusals()
  if (answer.outcome === 'claimed') known.forget(itemId)
  if (answer.outcome === 'sold_out' || answer.outcome === 'not_open' || answer.outcome === 'closed') {
    known.remember(itemId)
  }
}

function toApiAnswer(saleId: string, answer: ClaimAnswer): ApiAnswer {
  switch (answer.outcome) {
    case 'claimed':
      return json(201, claimText(answer.claim))
    case 'repeated':
      return json(200, claimText(answer.claim))
    case 'budget_spent':
      getRefusalCounts().count(saleId, 'limit_reached')
      return budgetSpent(answer.retryAt)
    case 'unknown_item':
    case 'invalid':
      return problem(answer.outcome)
    default:
      return refuse(saleId, answer.outcome)
  }
}

/** A limit as well, but one that passes: when, is told to the page as an instant and to programs in seconds. */
export function budgetSpent(retryAt: string | null): ApiAnswer {
  const detail =
    'Too many claims of yours ran out unpaid, so you may hold less for a while: pay for what you hold, or try again later.'
  if (!retryAt) return problem('limit_reached', { detail })
  const retryAfterSeconds = Math.max(1, Math.ceil((Date.parse(retryAt) - databaseNowMs()) / 1000))
  return problem('limit_reached', { detail, retryAfterSeconds, members: { retryAt } })
}

/** Nothing in a claim needs escaping: ids, numbers, a word of ours and an instant. */
function claimText(claim: Claim): string {
  return (
    `{"claim":{"id":"${claim.id}","itemId":"${claim.itemId}","quantity":${claim.quantity},` +
    `"status":"${claim.status}","expiresAt":"${claim.expiresAt}","position":${claim.position}}}`
  )
}
