/** One text kept on this device, shared by its tabs. */
export type KeptText = { read(): string | null; write(text: string | null): void }

/** Where a sale's unanswered payment is kept. */
export const paymentKey = (saleId: string) => `stampede.payment.${saleId}`

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * The request id the next payment is sent with: the one whose answer is not known yet, else a new one, stored first.
 *
 * Made before the tap and kept until the answer: a reload, a double tap or a second tab sends the same id again, and the
 * server answers the same order instead of opening another one.
 */
export function paymentRequestId(kept: KeptText, makeId: () => string): string {
  const before = kept.read()
  if (before && UUID.test(before)) return before
  const requestId = makeId()
  kept.write(requestId)
  return requestId
}

/** Forgets the id once its answer is final; an id that another tab has put there since is left alone. */
export function forgetPaymentRequest(kept: KeptText, requestId: string): void {
  if (kept.read() === requestId) kept.write(null)
}
