import type Stripe from 'stripe'
import { changeCharge, requireCharge } from './charges.ts'
import { emptyEvidence, withdrawal } from './dispute-parts.ts'
import { BY_TIME, type Cause, recordEvent } from './events.ts'
import { newId, seconds } from './ids.ts'
import type { Store } from './store.ts'
import { type DisputePlan, testMethodOf } from './test-payment-methods.ts'

/** How long an answer may take: https://docs.stripe.com/disputes/how-disputes-work */
const ANSWER_SECONDS = 9 * 24 * 60 * 60

const NETWORK_CODES: Record<DisputePlan['reason'], string> = {
  fraudulent: '10.4',
  product_not_received: '13.1',
}

/** Opens what the test card behind a charge has in store for it. */
export function openDisputesOf(store: Store, chargeId: string): void {
  const charge = requireCharge(store, chargeId)
  const test = testMethodOf(store.tables.methods.get(charge.payment_method ?? '')?.test ?? '')
  for (const plan of test?.disputes ?? []) openDispute(store, charge, plan)
}

/**
 * The cardholder disputes a charge. A chargeback takes the money at once, so the charge cannot be refunded meanwhile; an
 * inquiry only asks.
 */
export function openDispute(
  store: Store,
  charge: Stripe.Charge,
  { reason, isInquiry }: DisputePlan,
): Stripe.Dispute {
  const now = seconds(Date.now())
  const id = newId('du')
  const dispute: Stripe.Dispute = {
    id,
    object: 'dispute',
    amount: charge.amount_captured,
    balance_transactions: isInquiry ? [] : [withdrawal(id, charge, -charge.amount_captured)],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: emptyEvidence(charge),
    evidence_details: {
      due_by: now + ANSWER_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: 'manual',
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    network_reason_code: NETWORK_CODES[reason],
    payment_intent: charge.payment_intent,
    payment_method_details: {
      type: 'card',
      card: {
        brand: charge.payment_method_details?.card?.brand ?? 'visa',
        case_type: isInquiry ? 'inquiry' : 'chargeback',
        network: 'visa',
        network_reason_code: NETWORK_CODES[reason],
      },
    },
    reason,
    status: isInquiry ? 'warning_needs_response' : 'needs_response',
  }
  store.put('disputes', id, dispute)
  changeCharge(store, charge.id, { disputed: true })
  recordEvent(store, 'charge.dispute.created', dispute, BY_TIME)
  if (!isInquiry) recordEvent(store, 'charge.dispute.funds_withdrawn', dispute, BY_TIME)
  return dispute
}

/** A dispute is over: lost, or won and the money is back, or an inquiry that came to nothing. */
export function endDispute(
  store: Store,
  dispute: Stripe.Dispute,
  won: boolean,
  cause: Cause,
): Stripe.Dispute {
  const isInquiry = dispute.status.startsWith('warning_')
  const charge = requireCharge(store, typeof dispute.charge === 'string' ? dispute.charge : dispute.charge.id)
  const isBack = won && !isInquiry
  const ended = changeDispute(store, dispute, {
    status: isInquiry ? 'warning_closed' : won ? 'won' : 'lost',
    is_charge_refundable: isInquiry || won,
    balance_transactions: isBack
      ? [...dispute.balance_transactions, withdrawal(dispute.id, charge, dispute.amount)]
      : dispute.balance_transactions,
  })
  recordEvent(store, 'charge.dispute.closed', ended, cause)
  if (isBack) recordEvent(store, 'charge.dispute.funds_reinstated', ended, cause)
  return ended
}

export function changeDispute(
  store: Store,
  dispute: Stripe.Dispute,
  change: Partial<Stripe.Dispute>,
): Stripe.Dispute {
  const next = { ...dispute, ...change }
  store.put('disputes', next.id, next)
  return next
}

/** Whether nobody has taken the money of a charge back already. */
export function isRefundable(store: Store, chargeId: string): boolean {
  return !store.tables.disputes
    .values()
    .some((dispute) => dispute.charge === chargeId && !dispute.is_charge_refundable)
}

/** The issuer heard of fraud: https://docs.stripe.com/disputes/measuring#early-fraud-warnings */
export function openWarning(store: Store, charge: Stripe.Charge): Stripe.Radar.EarlyFraudWarning {
  const { payment_intent } = charge
  const warning: Stripe.Radar.EarlyFraudWarning = {
    id: newId('issfr'),
    object: 'radar.early_fraud_warning',
    actionable: !charge.refunded && !charge.disputed,
    charge: charge.id,
    created: seconds(Date.now()),
    fraud_type: 'unauthorized_use_of_card',
    livemode: false,
    ...(payment_intent === null ? {} : { payment_intent }),
  }
  store.put('warnings', warning.id, warning)
  recordEvent(store, 'radar.early_fraud_warning.created', warning, BY_TIME)
  return warning
}
