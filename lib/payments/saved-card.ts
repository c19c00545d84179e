import type { Text } from '#lib/languages/translator.ts'

/** A card a shopper has kept at Stripe; nothing of it is stored here. `brand` is Stripe's word, such as `visa`. */
export type SavedCard = { id: string; brand: string; last4: string; expMonth: number; expYear: number }

/** What the page that pays is told about whoever pays. `sessionSecret` is for Elements; null without Stripe.js. */
export type WaysToPay = { canKeep: boolean; cards: SavedCard[]; sessionSecret: string | null }

/** A guest, and everybody while Stripe does not answer: a card is typed, or a wallet opened, and nothing is kept. */
export const NO_WAYS: WaysToPay = { canKeep: false, cards: [], sessionSecret: null }

const BRANDS: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
}

type CardFace = Pick<SavedCard, 'brand' | 'last4'>

/** A card as its owner knows it: "Visa ••4242". */
export function cardName({ brand, last4 }: CardFace, t: Text<'checkout'>): string {
  return `${BRANDS[brand] ?? t('anyCard')} ••${last4}`
}

/** A card as a screen reader should say it, digit by digit. */
export function cardWords({ brand, last4 }: CardFace, t: Text<'checkout'>): string {
  return t('cardSpoken', { brand: BRANDS[brand] ?? t('anyCard'), digits: [...last4].join(' ') })
}
