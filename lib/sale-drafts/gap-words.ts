const GAPS: Record<string, string> = {
  title: 'Give the sale a title.',
  tagline: 'Make the line under the title shorter: 200 characters at most.',
  story: 'Make the story shorter: 8,000 characters at most.',
  category: 'Say what kind of thing it is: one or two words.',
  heroUrl: 'Add the picture at the top of the page.',
  heroAlt: 'Say what the picture at the top shows: in 1 to 300 characters.',
  opensAt: 'Say when it opens: a moment to come, within a year.',
  closesAt: 'Say when it closes: after it opens, and within 31 days of that.',
  holdSeconds: 'Hold what a shopper claims for 1 to 60 minutes.',
  paySeconds: 'Give 1 to 60 minutes to pay.',
  shippingCents: 'Say what shipping costs; 0 is free.',
  capture: 'Say when cards are charged.',
  taxBasisPoints: 'Say the tax contained in the prices, in %; 0 is none.',
  taxName: 'Say what the tax is called, such as VAT.',
  shippingNote: 'Make the words about shipping shorter: 500 characters at most.',
  returnsNote: 'Say how things can be sent back: shoppers look for it before they buy.',
  items: 'Choose what is for sale.',
  variantId: 'This is no product of yours any more, or it is listed twice: remove it.',
  priceCents: 'Write a price of 0.50 or more, such as 79 or 79.90.',
  wasPriceCents: 'The former price is above the price, or empty.',
  limitPerShopper: 'Write how many one shopper may have: 1 to 1,000.',
  stock: 'Write how many there are: 1 or more.',
}

/** Field ids in the form; the checklist links to them. */
export const fieldId = (place: string) => `sale-${place.replaceAll('.', '-')}`

/** What to do about a gap of a draft ("title", "items.0.priceCents"). */
export function gapWords(place: string): string {
  return GAPS[place.split('.').at(-1) ?? ''] ?? 'Look at this field again.'
}
