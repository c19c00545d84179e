import type { MessageKey, Text } from '#lib/languages/translator.ts'

/**
 * What stands in an order's `decline_reason`: our own sentences and those Stripe has for card errors, both in English, as
 * the log of the payment wants them.
 */
const KNOWN: Readonly<Record<string, MessageKey<'orderStatus'>>> = {
  'The time to pay ran out.': 'whyTimeToPay',
  'The claims ran out.': 'whyClaims',
  'The payment could not be started.': 'whyNotStarted',
  'That payment did not go through.': 'whyNotThrough',
  'This way to pay could not be used.': 'whyNotUsable',
  'Your bank did not confirm the payment.': 'whyNotConfirmed',
  'The shop called this order off. You get all of your money back.': 'whyCalledOff',
  'It went on in another order of yours.': 'whyElsewhere',
  'The account was deleted.': 'whyAccountDeleted',
  'The payment came after your claim had run out and the units were gone. You get all of it back.':
    'whyTooLate',
  'The payment came after your claim had run out and the units were gone. Nothing was taken from your card.':
    'whyTooLateNotTaken',
  'The payment was not for the amount of the order. You get all of it back.': 'whyWrongAmount',
  'Your card was declined.': 'whyDeclined',
  'Your card has insufficient funds.': 'whyFunds',
  'Your card has expired.': 'whyExpired',
  "Your card's security code is incorrect.": 'whyCode',
  'Your card number is incorrect.': 'whyCardNumber',
  'An error occurred while processing your card. Try again in a little bit.': 'whyProcessing',
}

/** Why a payment did not go through, as a sentence for the shopper. Words of Stripe's that we do not know stay only in English. */
export function declineWords(reason: string, t: Text<'orderStatus'>): string {
  const sentence = sentenceOf(reason)
  const key = KNOWN[sentence]
  if (key) return t(key)
  return t.language === 'en' ? sentence : t('whyOther')
}

function sentenceOf(text: string): string {
  const trimmed = text.trim()
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1)
  return /[.!?]$/.test(capital) ? capital : `${capital}.`
}
