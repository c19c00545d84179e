import type { MessageKey, Text } from '#lib/languages/translator.ts'
import { declineWords } from '#lib/orders/decline-words.ts'
import type { Refusal } from './payment.ts'

export type PayRefusalCode = Refusal['status']

const MESSAGES: Record<Exclude<PayRefusalCode, 'declined'>, MessageKey<'payments'>> = {
  in_progress: 'inProgress',
  nothing_held: 'nothingHeld',
  too_many_attempts: 'tooManyAttempts',
  slow_down: 'slowDown',
  invalid: 'invalid',
  busy: 'busy',
}

/** The sentence for a payment that did not happen: what it means for the bag, and what to do. */
export function refusalMessage(refusal: Refusal, t: Text<'payments'>, status: Text<'orderStatus'>): string {
  return refusal.status === 'declined'
    ? t('declined', { reason: declineWords(refusal.reason, status) })
    : t(MESSAGES[refusal.status])
}
