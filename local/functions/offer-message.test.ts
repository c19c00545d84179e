import { expect, test } from 'vitest'
import { type MailOffer, offerMessage } from '../../supabase/functions/drain-outbox/offer-message.ts'

const OFFER: MailOffer = {
  productName: 'Moon jar',
  variantName: 'Ash <large>',
  quantity: 1,
  asked: 1,
  expiresAt: '2026-11-22T14:32:10.123+00:00',
  saleTitle: 'Autumn firing',
  saleSlug: 'autumn-firing',
  merchantName: 'Kiln & Co',
  supportEmail: 'help@kiln.test',
}
const SHOP = 'https://shop.example'

test.each(['text', 'html'] as const)(
  'the mail of an offer says in its %s what came back, until when, and where it is',
  (part) => {
    const message = offerMessage(OFFER, SHOP)
    expect(message.subject).toBe('One came back: yours until 14:32 UTC')
    for (const words of ['Moon jar, Ash', 'Autumn firing', '14:32 UTC', 'help@kiln.test']) {
      expect(message[part]).toContain(words)
    }
    expect(message[part]).toContain(`${SHOP}/sales/autumn-firing/bag`)
    expect(message[part]).not.toContain('You asked for')
  },
)

test('fewer than asked for is said, in the subject as well', () => {
  const message = offerMessage({ ...OFFER, quantity: 2, asked: 3 }, SHOP)
  expect(message.subject).toBe('2 came back: yours until 14:32 UTC')
  expect(message.text).toContain('2 came back. You asked for 3; that is all there was.')
})

test('names are shown as they are and never as HTML', () => {
  const message = offerMessage(OFFER, SHOP)
  expect(message.text).toContain('Ash <large>')
  expect(message.html).not.toContain('<large>')
})
