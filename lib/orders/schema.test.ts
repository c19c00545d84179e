import { describe, expect, test } from 'vitest'
import { payForBagSchema } from './schema.ts'

const contact = {
  email: ' ada@example.com ',
  name: 'Ada Lovelace',
  line1: 'Kai 1',
  line2: '',
  postalCode: '20457',
  city: 'Hamburg',
  country: 'DE',
}
const input = {
  saleId: '7f0f3ab5-9c1e-4a2b-8f55-0d9be1a7e001',
  requestId: '7f0f3ab5-9c1e-4a2b-8f55-0d9be1a7e002',
  confirmationToken: 'ctoken_1Nabc',
  contact,
}

test('a good form is taken, with the spaces around it taken off', () => {
  expect(payForBagSchema.parse(input).contact.email).toBe('ada@example.com')
})

describe('a form is refused', () => {
  test.each([
    ['without a body', undefined],
    ['with a word for a sale', { ...input, saleId: 'today' }],
    ['with a request id that is none', { ...input, requestId: 1 }],
    ['with a PaymentMethod for a token', { ...input, confirmationToken: 'pm_card_visa' }],
    ['with a path for a token', { ...input, confirmationToken: 'ctoken_1/../../refunds' }],
    ['without a contact', { ...input, contact: undefined }],
    ['without an e-mail', { ...input, contact: { ...contact, email: '' } }],
    ['with two e-mails', { ...input, contact: { ...contact, email: 'a@b.de, c@d.de' } }],
    [
      'with a header smuggled into the name',
      { ...input, contact: { ...contact, name: 'Ada\r\nBcc: all@example.com' } },
    ],
    ['with a name of spaces', { ...input, contact: { ...contact, name: '   ' } }],
    ['with a name too long for a label', { ...input, contact: { ...contact, name: 'A'.repeat(121) } }],
    ['with a country that is not on the list', { ...input, contact: { ...contact, country: 'XX' } }],
  ])('%s', (_what, value) => {
    expect(payForBagSchema.safeParse(value).success).toBe(false)
  })
})
