import type Stripe from 'stripe'
import { changeCharge, idOf } from './charges.ts'
import { BY_TIME, type Cause, recordEvent } from './events.ts'
import { newId, seconds } from './ids.ts'
import { later } from './later.ts'
import type { Store } from './store.ts'
import { testMethodOf } from './test-payment-methods.ts'

export type RefundWish = { amount: number; reason: Stripe.Refund.Reason | null; metadata: Stripe.Metadata }

/** Gives money of a charge back; the caller has checked that so much of it is left. The test card decides how it goes. */
export function makeRefund(
  store: Store,
  charge: Stripe.Charge,
  wish: RefundWish,
  cause: Cause,
): Stripe.Refund {
  const test = testMethodOf(store.tables.methods.get(charge.payment_method ?? '')?.test ?? '')
  const isPending = test?.refunds === 'pending'
  const refund: Stripe.Refund = {
    id: newId('re'),
    object: 'refund',
    amount: wish.amount,
    balance_transaction: newId('txn'),
    charge: charge.id,
    created: seconds(Date.now()),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    metadata: wish.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(isPending ? { pending_reason: 'processing' } : {}),
    reason: wish.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: isPending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  }
  store.put('refunds', refund.id, refund)
  const refunded = givenBack(store, charge.id, wish.amount)
  recordEvent(store, 'charge.refunded', refunded, cause)
  recordEvent(store, 'refund.created', refund, cause)
  if (isPending) later(store, 'settle_refund', refund.id)
  else if (test?.refunds === 'fails') later(store, 'fail_refund', refund.id)
  else recordEvent(store, 'refund.updated', refund, cause)
  return refund
}

/** A refund that was pending has arrived. */
export function settleRefund(store: Store, id: string): void {
  const refund = store.tables.refunds.get(id)
  if (refund?.status !== 'pending') return
  const { pending_reason: _, ...rest } = refund
  recordEvent(store, 'refund.updated', keep(store, { ...rest, status: 'succeeded' }), BY_TIME)
}

/** The bank sent the money of a refund back: it is the merchant's again, and can be refunded in another way. */
export function failRefund(store: Store, id: string): void {
  const refund = store.tables.refunds.get(id)
  if (!refund || refund.status === 'failed') return
  const failed = keep(store, {
    ...refund,
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
    failure_balance_transaction: newId('txn'),
  })
  givenBack(store, idOf(refund.charge) ?? '', -refund.amount)
  recordEvent(store, 'refund.updated', failed, BY_TIME)
  recordEvent(store, 'refund.failed', failed, BY_TIME)
}

function keep(store: Store, refund: Stripe.Refund): Stripe.Refund {
  store.put('refunds', refund.id, refund)
  return refund
}

function givenBack(store: Store, chargeId: string, cents: number): Stripe.Charge {
  const charge = changeCharge(store, chargeId, {})
  const amount_refunded = charge.amount_refunded + cents
  return changeCharge(store, chargeId, {
    amount_refunded,
    refunded: amount_refunded === charge.amount_captured,
  })
}
