import type Stripe from 'stripe'
import { idOf, requireCharge } from './charges.ts'
import { isRefundable } from './dispute.ts'
import { requireIntent } from './intent.ts'
import { answerList, type List } from './list.ts'
import { checkParams, mergeMetadata, optionalInteger, optionalText, optionalWord } from './params.ts'
import { invalidParam, noSuch, StripeProblem } from './problems.ts'
import { makeRefund } from './refund.ts'
import type { Call } from './request.ts'
import { CREATE_REFUND, LIST_REFUNDS, RETRIEVE, UPDATE_REFUND } from './rules.ts'
import type { Store } from './store.ts'

const REASONS = [
  'duplicate',
  'fraudulent',
  'requested_by_customer',
] as const satisfies Stripe.RefundCreateParams.Reason[]

/** `POST /v1/refunds`: the whole of a payment or part of it, never more than was received. */
export function createRefund({ form, store, cause }: Call): Stripe.Refund {
  checkParams(form, CREATE_REFUND)
  const charge = chargeToRefund(store, optionalText(form, 'payment_intent'), optionalText(form, 'charge'))
  const reason = optionalWord(form, 'reason', REASONS) ?? null
  const amount = refundable(store, charge, optionalInteger(form, 'amount'))
  return makeRefund(store, charge, { amount, reason, metadata: mergeMetadata(form, {}) }, cause)
}

function chargeToRefund(store: Store, intentId?: string, chargeId?: string): Stripe.Charge {
  if (!intentId && !chargeId) {
    throw invalidParam(
      'payment_intent',
      'One of the following params should be provided for this request: payment_intent or charge.',
      'parameter_missing',
    )
  }
  if (!intentId) return requireCharge(store, chargeId ?? '', 'charge', 400)
  const { intent } = requireIntent(store, intentId, 'payment_intent', 400)
  const id = idOf(intent.latest_charge)
  if (intent.status !== 'succeeded' || id === null) {
    throw invalidParam(
      'payment_intent',
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
    )
  }
  return requireCharge(store, id, 'payment_intent', 400)
}

/** The amount to refund in minor units: what was asked, or all that is left. */
export function refundable(store: Store, charge: Stripe.Charge, asked: number | undefined): number {
  if (!charge.captured) {
    throw invalidParam('charge', `Charge ${charge.id} was not captured, so there is nothing to refund.`)
  }
  if (!isRefundable(store, charge.id)) {
    throw new StripeProblem(400, {
      type: 'invalid_request_error',
      code: 'charge_disputed',
      message: `Charge ${charge.id} has been charged back; cannot issue a refund.`,
    })
  }
  const left = charge.amount_captured - charge.amount_refunded
  if (left === 0) {
    throw new StripeProblem(400, {
      type: 'invalid_request_error',
      code: 'charge_already_refunded',
      message: `Charge ${charge.id} has already been refunded.`,
    })
  }
  if (asked === undefined) return left
  if (asked < 1)
    throw invalidParam(
      'amount',
      'This value must be greater than or equal to 1.',
      'parameter_invalid_integer',
    )
  if (asked > left)
    throw invalidParam(
      'amount',
      `Refund amount (${asked}) is greater than unrefunded amount on charge (${left})`,
    )
  return asked
}

function requireRefund(store: Store, id: string): Stripe.Refund {
  const refund = store.tables.refunds.get(id)
  if (!refund) throw noSuch('refund', id, 'id')
  return refund
}

export function retrieveRefund({ form, store }: Call, id: string): Stripe.Refund {
  checkParams(form, RETRIEVE)
  return requireRefund(store, id)
}

/** `POST /v1/refunds/:id`: the metadata, and nothing else of a refund. */
export function updateRefund({ form, store }: Call, id: string): Stripe.Refund {
  checkParams(form, UPDATE_REFUND)
  const refund = requireRefund(store, id)
  const next = { ...refund, metadata: mergeMetadata(form, refund.metadata ?? {}) }
  store.put('refunds', id, next)
  return next
}

/**
 * `POST /v1/refunds/:id/cancel`: only a refund that waits for something the customer has to do can be cancelled
 * (https://docs.stripe.com/api/refunds/cancel), and no refund to a card ever does.
 */
export function cancelRefund({ form, store }: Call, id: string): Stripe.Refund {
  checkParams(form, RETRIEVE)
  const refund = requireRefund(store, id)
  throw new StripeProblem(400, {
    type: 'invalid_request_error',
    message: `You cannot cancel this refund because it has a status of ${refund.status}. Only a refund with a status of requires_action can be canceled.`,
  })
}

export function listRefunds({ form, store }: Call): List<Stripe.Refund> {
  checkParams(form, LIST_REFUNDS)
  const intent = optionalText(form, 'payment_intent')
  const charge = optionalText(form, 'charge')
  return answerList(
    form,
    '/v1/refunds',
    'refund',
    store.tables.refunds.values(),
    (refund) => (!intent || refund.payment_intent === intent) && (!charge || refund.charge === charge),
  )
}
