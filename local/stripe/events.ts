import Stripe from 'stripe'
import { newId, seconds } from './ids.ts'
import type { Store } from './store.ts'

/** Every event this sandbox writes down. */
export type EventType = Extract<
  Stripe.Event['type'],
  | 'charge.captured'
  | 'charge.dispute.closed'
  | 'charge.dispute.created'
  | 'charge.dispute.funds_reinstated'
  | 'charge.dispute.funds_withdrawn'
  | 'charge.dispute.updated'
  | 'charge.expired'
  | 'charge.failed'
  | 'charge.refunded'
  | 'charge.succeeded'
  | 'customer.created'
  | 'customer.deleted'
  | 'customer.updated'
  | 'payment_intent.amount_capturable_updated'
  | 'payment_intent.canceled'
  | 'payment_intent.created'
  | 'payment_intent.payment_failed'
  | 'payment_intent.processing'
  | 'payment_intent.requires_action'
  | 'payment_intent.succeeded'
  | 'payment_method.attached'
  | 'payment_method.detached'
  | 'payment_method.updated'
  | 'radar.early_fraud_warning.created'
  | 'refund.created'
  | 'refund.failed'
  | 'refund.updated'
>

/** Those the endpoint has subscribed to, as one would in Stripe's dashboard: what nobody handles is not sent. */
export const SUBSCRIBED: ReadonlySet<EventType> = new Set<EventType>([
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.dispute.funds_reinstated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.updated',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.succeeded',
  'radar.early_fraud_warning.created',
  'refund.created',
  'refund.failed',
  'refund.updated',
])

/** What an event can be about. */
export type EventObject =
  | Stripe.Charge
  | Stripe.Customer
  | Stripe.Dispute
  | Stripe.PaymentIntent
  | Stripe.PaymentMethod
  | Stripe.Radar.EarlyFraudWarning
  | Stripe.Refund

/** The request that caused an event; both null when time did. */
export type Cause = { id: string | null; idempotency_key: string | null }
export const BY_TIME: Cause = { id: null, idempotency_key: null }

/** Writes an event down and, when it is subscribed to, a delivery that is due now. */
export function recordEvent(store: Store, type: EventType, object: EventObject, cause: Cause): void {
  const now = Date.now()
  const sent = SUBSCRIBED.has(type)
  const event: Stripe.EventBase = {
    id: newId('evt'),
    object: 'event',
    api_version: Stripe.API_VERSION,
    created: seconds(now),
    data: { object },
    livemode: false,
    pending_webhooks: sent ? 1 : 0,
    request: cause,
    type,
  }
  store.put('events', event.id, event)
  if (sent) sendAgain(store, event.id)
}

/** A delivery of an event that is due now, as the "Resend" of Stripe's dashboard makes one. */
export function sendAgain(store: Store, eventId: string): void {
  store.put('deliveries', eventId, { eventId, attempts: 0, nextAt: Date.now() })
}
