/**
 * What goes wrong with one request: refused before any work, the work done and the answer lost, or the work done and a
 * failure answered, which Stripe says may happen with any 500: https://docs.stripe.com/error-low-level
 */
export type RequestFault =
  | { kind: 'refuse'; status: 429 | 500 }
  | { kind: 'lose_answer' }
  | { kind: 'fail_after' }

/**
 * What goes wrong with one webhook: never sent, sent twice, sent later than its turn, or sent only once another one has
 * overtaken it (or two seconds have passed without one).
 */
export type DeliveryFault =
  | { kind: 'drop' }
  | { kind: 'duplicate' }
  | { kind: 'delay'; milliseconds: number }
  | { kind: 'reorder' }

/**
 * The door for the chaos switches: asked once for each request and each webhook, `null` lets it pass. The sandbox
 * never makes a fault up by itself.
 */
export type Faults = {
  onRequest(method: string, path: string): RequestFault | null
  onDelivery(eventType: string): DeliveryFault | null
}

export const NO_FAULTS: Faults = {
  onRequest: () => null,
  onDelivery: () => null,
}

/** Both doors are asked, the first answer counts: a test's own faults go before the switches. */
export function firstOf(first: Faults, second: Faults): Faults {
  return {
    onRequest: (method, path) => first.onRequest(method, path) ?? second.onRequest(method, path),
    onDelivery: (eventType) => first.onDelivery(eventType) ?? second.onDelivery(eventType),
  }
}
