import type Stripe from 'stripe'
import { recordEvent } from './events.ts'
import { newId, seconds } from './ids.ts'
import { requireIntent } from './intent.ts'
import {
  checkParams,
  mergeMetadata,
  optionalInteger,
  optionalText,
  refuseExpand,
  requiredText,
} from './params.ts'
import { invalidParam, StripeProblem } from './problems.ts'
import type { Call } from './request.ts'
import { CREATE_REFUND } from './rules.ts'
import type { StoredIntent } from './store.ts'

const REASONS = new Set<string>([
  'duplicate',
  'fraudulent',
  'requested_by_customer',
] satisfies Stripe.RefundCreateParams.Reason[])

/** `POST /v1/refunds`: the whole of a payment or part of it, never more than was received. */
export function createRefund({ form, store, cause }: Call): Stripe.Refund {
  checkParams(form, CREATE_REFUND)
  refuseExpand(form)
  const stored = requireIntent(store, requiredText(form, 'payment_intent'), 'payment_intent', 400)
  const reason = optionalText(form, 'reason')
  if (reason !== undefined && !REASONS.has(reason)) {
    throw invalidParam('reason', `Invalid reason: must be one of ${[...REASONS].join(', ')}`)
  }
  const amount = refundable(stored, optionalInteger(form, 'amount'))
  const { intent } = stored
  const refund: Stripe.Refund = {
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: newId('txn'),
    charge: intent.latest_charge,
    created: seconds(Date.now()),
    currency: intent.currency,
    customer: null,
    customer_account: null,
    metadata: mergeMetadata(form, {}),
    payment_intent: intent.id,
    payment_method: intent.payment_method,
    reason: reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
  store.put('refunds', refund.id, refund)
  store.put('intents', intent.id, { ...stored, refundedCents: stored.refundedCents + amount })
  recordEvent(store, 'refund.created', refund, cause)
  recordEvent(store, 'refund.updated', refund, cause)
  return refund
}

/** The amount to refund in minor units: what was asked, or all that is left. */
function refundable({ intent, refundedCents }: StoredIntent, asked: number | undefined): number {
  const left = intent.amount_received - refundedCents
  if (intent.status !== 'succeeded') {
    throw invalidParam(
      'payment_intent',
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
    )
  }
  if (left === 0) {
    throw new StripeProblem(400, {
      type: 'invalid_request_error',
      code: 'charge_already_refunded',
      message: `Charge ${String(intent.latest_charge)} has already been refunded.`,
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
