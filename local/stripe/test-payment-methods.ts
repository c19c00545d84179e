import type { ErrorBody } from './problems.ts'

/** How a payment with a test payment method ends. */
export type Behaviour =
  | { ends: 'succeeds' }
  | { ends: 'challenge' }
  | { ends: 'slow' }
  | { ends: 'declines'; error: Pick<ErrorBody, 'code' | 'decline_code' | 'message'> & { code: string } }

export type DisputePlan = { reason: 'fraudulent' | 'product_not_received'; isInquiry: boolean }

export type TestMethod = Behaviour & {
  brand?: 'visa' | 'mastercard' | 'amex'
  last4?: string
  /** What the card's owner does once the payment is through. */
  disputes?: readonly DisputePlan[]
  /** The issuer says that the card was stolen, before any dispute. */
  warns?: boolean
  /** How a refund to it goes, when not well at once. */
  refunds?: 'pending' | 'fails'
}

function declines(last4: string, code: string, message: string, declineCode?: string): TestMethod {
  const decline = declineCode ? { decline_code: declineCode } : {}
  return { ends: 'declines', error: { code, message, ...decline }, last4 }
}

const cardDeclined = (last4: string, reason: string, message = 'Your card was declined.') =>
  declines(last4, 'card_declined', message, reason)

const fraudulent: DisputePlan = { reason: 'fraudulent', isInquiry: false }

/**
 * Stripe's own test payment methods (https://docs.stripe.com/testing), so that the same names work with a test key
 * there. `pm_sandbox_slow` exists only here: a card payment that stays `processing` for some seconds.
 */
export const TEST_PAYMENT_METHODS: Readonly<Record<string, TestMethod>> = {
  pm_card_visa: { ends: 'succeeds' },
  pm_card_visa_debit: { ends: 'succeeds', last4: '5556' },
  pm_card_mastercard: { ends: 'succeeds', brand: 'mastercard', last4: '4444' },
  pm_card_amex: { ends: 'succeeds', brand: 'amex', last4: '8431' },
  pm_card_bypassPending: { ends: 'succeeds', last4: '0077' },
  pm_card_authenticationRequired: { ends: 'challenge', last4: '3184' },
  pm_card_threeDSecure2Required: { ends: 'challenge', last4: '3220' },
  pm_sandbox_slow: { ends: 'slow', last4: '0000' },
  pm_card_visa_chargeDeclined: cardDeclined('0002', 'generic_decline'),
  pm_card_visa_chargeDeclinedInsufficientFunds: cardDeclined(
    '9995',
    'insufficient_funds',
    'Your card has insufficient funds.',
  ),
  pm_card_visa_chargeDeclinedLostCard: cardDeclined('9987', 'lost_card'),
  pm_card_visa_chargeDeclinedStolenCard: cardDeclined('9979', 'stolen_card'),
  pm_card_chargeCustomerFail: cardDeclined('0341', 'generic_decline'),
  pm_card_chargeDeclinedExpiredCard: declines('0069', 'expired_card', 'Your card has expired.'),
  pm_card_chargeDeclinedIncorrectCvc: declines(
    '0127',
    'incorrect_cvc',
    "Your card's security code is incorrect.",
  ),
  pm_card_chargeDeclinedProcessingError: declines(
    '0119',
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
  ),
  pm_card_createDispute: { ends: 'succeeds', last4: '0259', disputes: [fraudulent] },
  pm_card_createDisputeProductNotReceived: {
    ends: 'succeeds',
    last4: '2685',
    disputes: [{ reason: 'product_not_received', isInquiry: false }],
  },
  pm_card_createDisputeInquiry: {
    ends: 'succeeds',
    last4: '1976',
    disputes: [{ reason: 'fraudulent', isInquiry: true }],
  },
  pm_card_createMultipleDisputes: { ends: 'succeeds', last4: '0079', disputes: [fraudulent, fraudulent] },
  pm_card_createIssuerFraudRecord: { ends: 'succeeds', last4: '5423', warns: true },
  pm_card_pendingRefund: { ends: 'succeeds', last4: '7726', refunds: 'pending' },
  pm_card_refundFail: { ends: 'succeeds', last4: '5126', refunds: 'fails' },
}

/** The test payment method of that name, null for any other id. */
export function testMethodOf(name: string): TestMethod | null {
  return (Object.hasOwn(TEST_PAYMENT_METHODS, name) && TEST_PAYMENT_METHODS[name]) || null
}

/** The name behind a test token of a card, which is called the same but for its first word: `tok_visa`. */
export function nameOfToken(token: string): string | null {
  const word = /^tok_(\w+)$/.exec(token)?.[1] ?? ''
  return [`pm_card_${word}`, `pm_${word}`].find((name) => testMethodOf(name) !== null) ?? null
}
