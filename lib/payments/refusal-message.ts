import type { Refusal } from './payment.ts'

export type PayRefusalCode = Refusal['status']

/** The sentence for a payment that did not happen: what it means for the bag, and what to do. */
export function refusalMessage(refusal: Refusal): string {
  switch (refusal.status) {
    case 'declined':
      return `${refusal.reason} Nothing was charged and your bag is still yours: try another card.`
    case 'in_progress':
      return 'This bag is already being paid, perhaps in another tab. Open the order to see how it goes.'
    case 'nothing_held':
      return 'Your claim has run out, so nothing was charged. Go back to the sale: some units may be free again.'
    case 'too_many_attempts':
      return 'This bag was tried five times, which is as often as one may. Nothing was charged. Ask your bank about the card, then claim again.'
    case 'slow_down':
      return 'Too many payments were tried from here in a short time. Nothing was charged and your bag is still yours: wait a few minutes, or pay on another network.'
    case 'invalid':
      return 'Check the contact and the address, then pay again. Nothing was charged.'
    case 'busy':
      return 'Payments cannot be reached right now. Nothing was charged and your bag is still yours: try again in a moment.'
  }
}
