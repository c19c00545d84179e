import { expect, test } from 'vitest'
import { readKeptStore } from './kept-form.ts'

const store = {
  name: 'Kiln',
  story: '',
  supportEmail: 'help@kiln.test',
  logoUrl: null,
  currency: 'EUR',
  shipping: 'free?',
  shippingNote: '',
  returnsNote: '',
  taxPercent: '',
  taxName: 'VAT',
  capture: 'automatic',
}

test('what was typed comes back as it was, right or wrong; what is none of ours does not', () => {
  expect(readKeptStore(JSON.stringify({ version: 3, store }))).toEqual({ version: 3, store })
  for (const text of [
    null,
    '',
    '{}',
    'null',
    '[1]',
    JSON.stringify({ version: 3, store: { ...store, capture: 'never' } }),
  ])
    expect(readKeptStore(text)).toBeNull()
})
