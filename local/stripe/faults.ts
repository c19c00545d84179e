/** What goes wrong with one request: refused before any work, or the work done and the answer lost. */
export type RequestFault = { kind: 'refuse'; status: 429 | 500 } | { kind: 'lose_answer' }

/** What goes wrong with one webhook: never sent, sent twice, or sent later than its turn. */
export type DeliveryFault = { kind: 'drop' } | { kind: 'duplicate' } | { kind: 'delay'; milliseconds: number }

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
