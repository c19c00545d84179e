import Stripe from 'stripe'
import { newId, seconds } from './ids.ts'
import type { Store } from './store.ts'

/** Every event this sandbox writes down. */
export type EventType = Extract<
  Stripe.Event['type'],
  | 'payment_intent.created'
  | 'payment_intent.succeeded'
  | 'payment_intent.payment_failed'
  | 'payment_intent.canceled'
  | 'payment_intent.processing'
  | 'payment_intent.requires_action'
  | 'refund.created'
  | 'refund.updated'
>

/** Those the endpoint has subscribed to, as one would in Stripe's dashboard: what nobody handles is not sent. */
const SUBSCRIBED: ReadonlySet<EventType> = new Set<EventType>([
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'payment_intent.processing',
  'refund.created',
  'refund.updated',
])

/** The request that caused an event; both null when time did. */
export type Cause = { id: string | null; idempotency_key: string | null }
export const BY_TIME: Cause = { id: null, idempotency_key: null }

/** Writes an event down and, when it is subscribed to, a delivery that is due now. */
export function recordEvent(
  store: Store,
  type: EventType,
  object: Stripe.PaymentIntent | Stripe.Refund,
  cause: Cause,
): void {
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
  if (sent) store.put('deliveries', event.id, { eventId: event.id, attempts: 0, nextAt: now })
}
