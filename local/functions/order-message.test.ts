import { describe, expect, test } from 'vitest'
import { type MailOrder, orderMessage } from '../../supabase/functions/drain-outbox/order-message.ts'

const ORDER: MailOrder = {
  id: '7f0f3ab5-9c1e-4a2b-8f55-0d9be1a7e001',
  number: '7K2M-9QPD',
  currency: 'EUR',
  items_cents: 5600,
  shipping_cents: 490,
  total_cents: 6090,
  tax_cents: 972,
  email: 'ada@example.com',
  name: 'Ada <b>Lovelace</b>',
  address: { line1: 'Kai 1', line2: '', postalCode: '20457', city: 'Hamburg', country: 'DE', extra: 1 },
  merchants: { name: 'Kiln & Co', support_email: 'help@kiln.test' },
  sales: { tax_name: 'VAT' },
  order_lines: [{ product_name: 'Moon jar', variant_name: 'Ash', quantity: 2, unit_price_cents: 2800 }],
}
const message = orderMessage('paid', ORDER, 'https://shop.example')

describe('the mail of a paid order', () => {
  test.each(['text', 'html'] as const)(
    'says in its %s what was bought, what it cost and where it goes',
    (part) => {
      for (const words of [
        '2 × Moon jar, Ash',
        '€56.00',
        '€4.90',
        '€60.90',
        'including VAT',
        '€9.72',
        'Kai 1',
        '20457 Hamburg',
        'help@kiln.test',
      ]) {
        expect(message[part]).toContain(words)
      }
      expect(message[part]).toContain(`https://shop.example/orders/${ORDER.id}`)
      expect(message.subject).toContain('7K2M-9QPD')
    },
  )

  test('shows a name as it was typed and never as HTML', () => {
    expect(message.text).toContain('Ada <b>Lovelace</b>')
    expect(message.html).not.toContain('<b>Lovelace')
    expect(message.html).toContain('Kiln &#38; Co')
  })

  test('leaves no empty line in the address', () => {
    expect(message.text).toContain('Kai 1\n20457 Hamburg\nGermany')
  })
})

test('the mail of a refund sends no parcel', () => {
  const refund = orderMessage('refunded', ORDER, 'https://shop.example')
  expect(refund.subject).toContain('refunded')
  expect(refund.text).toContain('on its way back')
  expect(refund.text).not.toContain('Kai 1')
})

test('a currency without minor units is not divided', () => {
  const order = { ...ORDER, currency: 'JPY', total_cents: 6090 }
  expect(orderMessage('paid', order, 'https://shop.example').text).toContain('¥6,090')
})
