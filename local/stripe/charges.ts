import type Stripe from 'stripe'
import { chargedCard, NO_BILLING_DETAILS } from './card.ts'
import { newId, seconds } from './ids.ts'
import { answerList, type List } from './list.ts'
import { checkParams, optionalText } from './params.ts'
import { noSuch } from './problems.ts'
import type { Call } from './request.ts'
import { LIST_CHARGES, RETRIEVE } from './rules.ts'
import type { Store } from './store.ts'

/** Card networks keep an authorization for seven days: https://docs.stripe.com/payments/place-a-hold-on-a-payment-method */
export const AUTHORIZATION_MS = 7 * 24 * 60 * 60 * 1000

/** How a charge went: the money is here, it is only held, or the bank said no. */
export type ChargeFate =
  | { fate: 'captured' | 'authorized' }
  | { fate: 'failed'; code: string; message: string; reason: string | null }

/** Writes the charge of one try to pay an intent, and answers it. */
export function newCharge(store: Store, intent: Stripe.PaymentIntent, how: ChargeFate): Stripe.Charge {
  const now = Date.now()
  const failure = how.fate === 'failed' ? how : null
  const captureBefore = how.fate === 'authorized' ? seconds(now + AUTHORIZATION_MS) : null
  const methodId = idOf(intent.payment_method)
  const method = methodId === null ? undefined : store.tables.methods.get(methodId)?.method
  const charge: Stripe.Charge = {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: how.fate === 'captured' ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: how.fate === 'captured' ? newId('txn') : null,
    billing_details: method?.billing_details ?? NO_BILLING_DETAILS,
    calculated_statement_descriptor: 'STAMPEDE SANDBOX',
    captured: how.fate === 'captured',
    created: seconds(now),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(failure),
    paid: failure === null,
    payment_intent: intent.id,
    payment_method: methodId,
    payment_method_details: method?.card
      ? { type: 'card', card: chargedCard(method.card, intent.amount, captureBefore) }
      : null,
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: failure ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  }
  store.put('charges', charge.id, charge)
  return charge
}

function outcomeOf(failure: Extract<ChargeFate, { fate: 'failed' }> | null): Stripe.Charge.Outcome {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: failure ? 'declined_by_network' : 'approved_by_network',
    reason: failure?.reason ?? null,
    risk_level: 'normal',
    risk_score: 20,
    seller_message: failure
      ? 'The bank did not return any further details with this decline.'
      : 'Payment complete.',
    type: failure ? 'issuer_declined' : 'authorized',
  }
}

/** The id of something that Stripe may send whole. */
export function idOf(field: string | { id: string } | null | undefined): string | null {
  return typeof field === 'string' ? field : (field?.id ?? null)
}

export function requireCharge(
  store: Store,
  id: string,
  param = 'id',
  status: 400 | 404 = 404,
): Stripe.Charge {
  const charge = store.tables.charges.get(id)
  if (!charge) throw noSuch('charge', id, param, status)
  return charge
}

export function changeCharge(store: Store, id: string, change: Partial<Stripe.Charge>): Stripe.Charge {
  const next = { ...requireCharge(store, id), ...change }
  store.put('charges', id, next)
  return next
}

export function retrieveCharge({ form, store }: Call, id: string): Stripe.Charge {
  checkParams(form, RETRIEVE)
  return requireCharge(store, id)
}

/** `GET /v1/charges`: the newest first, of one customer or payment when asked. */
export function listCharges({ form, store }: Call): List<Stripe.Charge> {
  checkParams(form, LIST_CHARGES)
  const customer = optionalText(form, 'customer')
  const intent = optionalText(form, 'payment_intent')
  return answerList(
    form,
    '/v1/charges',
    'charge',
    store.tables.charges.values(),
    (charge) => (!customer || charge.customer === customer) && (!intent || charge.payment_intent === intent),
  )
}
