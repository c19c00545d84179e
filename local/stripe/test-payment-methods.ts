import type { ErrorBody } from './problems.ts'

/** How a payment with a test payment method ends. */
export type Behaviour =
  | { ends: 'succeeds' }
  | { ends: 'challenge' }
  | { ends: 'slow' }
  | { ends: 'declines'; error: Pick<ErrorBody, 'code' | 'decline_code' | 'message'> & { code: string } }

function declines(code: string, message: string, declineCode?: string): Behaviour {
  const decline = declineCode ? { decline_code: declineCode } : {}
  return { ends: 'declines', error: { code, message, ...decline } }
}

/**
 * Stripe's own test payment methods (https://docs.stripe.com/testing), so that the same names work with a test key
 * there. `pm_sandbox_slow` exists only here: a card payment that stays `processing` for some seconds.
 */
export const TEST_PAYMENT_METHODS: Readonly<Record<string, Behaviour>> = {
  pm_card_visa: { ends: 'succeeds' },
  pm_card_mastercard: { ends: 'succeeds' },
  pm_card_authenticationRequired: { ends: 'challenge' },
  pm_card_threeDSecure2Required: { ends: 'challenge' },
  pm_sandbox_slow: { ends: 'slow' },
  pm_card_visa_chargeDeclined: declines('card_declined', 'Your card was declined.', 'generic_decline'),
  pm_card_visa_chargeDeclinedInsufficientFunds: declines(
    'card_declined',
    'Your card has insufficient funds.',
    'insufficient_funds',
  ),
  pm_card_visa_chargeDeclinedLostCard: declines('card_declined', 'Your card was declined.', 'lost_card'),
  pm_card_chargeDeclinedExpiredCard: declines('expired_card', 'Your card has expired.'),
  pm_card_chargeDeclinedIncorrectCvc: declines('incorrect_cvc', "Your card's security code is incorrect."),
  pm_card_chargeDeclinedProcessingError: declines(
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
  ),
}
