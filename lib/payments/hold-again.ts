import 'server-only'
import { abandonAttempt, declineOrder } from '#lib/orders/attempts.ts'
import type { Attempt } from '#lib/orders/open-order.ts'
import type { PaymentDeps } from './pay-for-order.ts'

/**
 * Gives the claims back to the bag. When the database does not answer, the webhook of the decline does the same, and
 * the time to pay ends in any case.
 */
export async function holdAgain(
  { sql, log }: PaymentDeps,
  { orderId, attempt }: Attempt,
  intentId: string | null,
  reason: string,
): Promise<void> {
  try {
    if (intentId) await declineOrder(sql, orderId, attempt, intentId, reason)
    else await abandonAttempt(sql, orderId, attempt, reason)
  } catch (error) {
    log.error({ err: error, orderId }, 'The claims of a payment that did not happen are still paying')
  }
}
