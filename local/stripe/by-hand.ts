import type Stripe from 'stripe'
import { expireAuthorization } from './capture.ts'
import { CALM, type Chaos, type ChaosSettings, DELIVERY_FATES, REQUEST_FATES, readChaos } from './chaos.ts'
import { idOf, requireCharge } from './charges.ts'
import { openDispute, openWarning } from './dispute.ts'
import { BY_TIME, sendAgain } from './events.ts'
import { requireIntent } from './intent.ts'
import { makeRefund } from './refund.ts'
import { refundable } from './refunds.ts'
import type { Store } from './store.ts'

export type Hand = { chaos: Chaos; store: Store }

type Fields = URLSearchParams

/** What a person can do at the sandbox's page, each answering a sentence that says what was done. */
const DEEDS: Record<string, (hand: Hand, fields: Fields) => string> = {
  resend({ store }, fields) {
    const event = store.tables.events.get(fields.get('id') ?? '')
    if (!event) throw new Error('There is no such event: reload the page.')
    store.put('events', event.id, { ...event, pending_webhooks: 1 })
    sendAgain(store, event.id)
    return `${event.type} is sent again.`
  },

  refund({ store }, fields) {
    const charge = chargeOf(store, fields)
    const typed = fields.get('amount') ?? ''
    const amount = refundable(store, charge, typed === '' ? undefined : centsOf(typed))
    const refund = makeRefund(
      store,
      charge,
      { amount, reason: 'requested_by_customer', metadata: {} },
      BY_TIME,
    )
    return `Refund ${refund.id} is ${refund.status}, as if it was made in Stripe's dashboard.`
  },

  dispute({ store }, fields) {
    const charge = chargeOf(store, fields)
    if (!charge.captured) throw new Error('Only a captured payment can be disputed: capture it first.')
    const isInquiry = fields.get('kind') === 'inquiry'
    const dispute = openDispute(store, charge, { reason: 'fraudulent', isInquiry })
    return `Dispute ${dispute.id} is open: ${dispute.status}.`
  },

  warn({ store }, fields) {
    return `Early fraud warning ${openWarning(store, chargeOf(store, fields)).id} is recorded.`
  },

  expire({ store }, fields) {
    const stored = requireIntent(store, fields.get('id') ?? '')
    if (stored.intent.status !== 'requires_capture')
      throw new Error('Only a payment that waits for its capture can expire.')
    expireAuthorization(store, stored)
    return `The authorization of ${stored.intent.id} has expired.`
  },

  chaos({ chaos }, fields) {
    const read = readChaos(settingsOf(fields))
    if ('problem' in read) throw new Error(read.problem)
    chaos.set(read.settings)
    return 'The switches are set.'
  },

  calm({ chaos }) {
    chaos.set(CALM)
    return 'Everything is calm.'
  },
}

/** Does what a form of the page asks for, and answers the sentence to show, also for what could not be done. */
export function doByHand(hand: Hand, fields: Fields): { ok: boolean; said: string } {
  const name = fields.get('do') ?? ''
  const deed = Object.hasOwn(DEEDS, name) ? DEEDS[name] : undefined
  if (!deed) return { ok: false, said: 'The page asked for something unknown: reload it.' }
  try {
    return { ok: true, said: deed(hand, fields) }
  } catch (error) {
    return { ok: false, said: error instanceof Error ? error.message : String(error) }
  }
}

function chargeOf(store: Store, fields: Fields): Stripe.Charge {
  const { intent } = requireIntent(store, fields.get('id') ?? '')
  const id = idOf(intent.latest_charge)
  if (id === null) throw new Error('Nothing was charged for this payment yet.')
  return requireCharge(store, id)
}

/** Minor units from what was typed, such as 12.50; the sandbox's page knows no currency without two decimals. */
function centsOf(typed: string): number {
  if (!/^\d{1,7}([.,]\d{1,2})?$/.test(typed))
    throw new Error(`"${typed}" is no amount: type one such as 12.50.`)
  return Math.round(Number(typed.replace(',', '.')) * 100)
}

/** The switches as the form sends them: shares in per cent. */
function settingsOf(fields: Fields): Partial<ChaosSettings> {
  const shares = [...DELIVERY_FATES, ...REQUEST_FATES].map((fate) => [
    fate,
    Number(fields.get(fate) ?? '0') / 100,
  ])
  return {
    ...Object.fromEntries(shares),
    delayMs: Number(fields.get('delayMs') ?? CALM.delayMs),
    seed: Number(fields.get('seed') ?? CALM.seed),
  }
}
