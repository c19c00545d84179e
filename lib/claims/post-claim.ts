import { type Claim, type ClaimAnswer, getClaimBatcher } from '#lib/claims/claim-stock.ts'
import { getSaleOfItem } from '#lib/claims/item-sales.ts'
import { readClaimBody } from '#lib/claims/read-claim-request.ts'
import { getKnownRefusals } from '#lib/claims/read-item.ts'
import { createShopperLimit } from '#lib/claims/shopper-limit.ts'
import type { ApiHandler } from '#lib/http/call.ts'
import { type ApiAnswer, json, problem } from '#lib/http/problems.ts'
import { shared } from '#lib/http/shared.ts'
import { identify } from '#lib/sessions/identify.ts'

/**
 * POST /api/claims `{itemId, quantity, requestId}`: 201 with the claim, 200 when this request id already has one,
 * else a problem. What needs no database comes first: who it is, what was sent, how often, what is known.
 */
export const postClaim: ApiHandler = async (call) => {
  const identity = await identify(call, true)
  if (typeof identity === 'string') return problem(identity)
  const body = readClaimBody(await call.body())
  if ('detail' in body) return problem('invalid', body)

  const saleId = await getSaleOfItem(body.itemId)
  if (!saleId) return problem('unknown_item')
  const shopperId = await identity.shopperIn(saleId)
  if (!shopperId) return problem('unauthenticated')
  const limit = shared('shopper-limit', () => createShopperLimit())
  if (!limit.take(shopperId, performance.now())) return problem('slow_down')

  const known = getKnownRefusals()
  const refusal = known.refusalFor(body.itemId, shopperId, body.quantity)
  if (refusal) return problem(refusal)
  const answer = await getClaimBatcher().submit(saleId, { ...body, shopperId })
  noteOutcome(answer, body.itemId)
  return toApiAnswer(answer)
}

function noteOutcome(answer: ClaimAnswer, itemId: string): void {
  const known = getKnownRefusals()
  if (answer.outcome === 'claimed') known.forget(itemId)
  if (answer.outcome === 'sold_out' || answer.outcome === 'not_open' || answer.outcome === 'closed') {
    known.remember(itemId)
  }
}

function toApiAnswer(answer: ClaimAnswer): ApiAnswer {
  switch (answer.outcome) {
    case 'claimed':
      return json(201, claimText(answer.claim))
    case 'repeated':
      return json(200, claimText(answer.claim))
    default:
      return problem(answer.outcome)
  }
}

/** Nothing in a claim needs escaping: ids, numbers, a word of ours and an instant. */
function claimText(claim: Claim): string {
  return (
    `{"claim":{"id":"${claim.id}","itemId":"${claim.itemId}","quantity":${claim.quantity},` +
    `"status":"${claim.status}","expiresAt":"${claim.expiresAt.toISOString()}","position":${claim.position}}}`
  )
}
