/**
 * The request id of a payment, made before the tap and kept until the answer is known.
 *
 * Kept per sale in the browser's storage, which all tabs share: a reload, a double tap or a second tab sends the
 * same id again, and the server answers the same order instead of opening another one.
 */
export type AttemptStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const keyOf = (saleId: string) => `stampede.payment.${saleId}`

/** The id this sale's next payment is sent with: the unanswered one, else a new one that is stored first. */
export function paymentRequestId(storage: AttemptStorage, saleId: string, makeId: () => string): string {
  const kept = storage.getItem(keyOf(saleId))
  if (kept && UUID.test(kept)) return kept
  const requestId = makeId()
  storage.setItem(keyOf(saleId), requestId)
  return requestId
}

/** Forgets the id once its answer is final; an id that another tab has put there since is left alone. */
export function forgetPaymentRequest(storage: AttemptStorage, saleId: string, requestId: string): void {
  if (storage.getItem(keyOf(saleId)) === requestId) storage.removeItem(keyOf(saleId))
}
