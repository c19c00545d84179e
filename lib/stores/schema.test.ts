import { expect, test } from 'vitest'
import { openStoreSchema, storeSchema } from './schema.ts'

const typed = {
  merchantId: '7f0f3ab5-9c1e-4a2b-8f55-0d9be1a7e001',
  version: 3,
  name: ' Kiln & Co ',
  story: '',
  supportEmail: 'help@kiln.example',
  logoUrl: null,
  currency: 'EUR',
  shipping: '4,90',
  shippingNote: '',
  returnsNote: '',
  taxPercent: '7.5',
  taxName: 'VAT',
  capture: 'automatic',
}

test('amounts and rates are read with a comma or a point; what is empty is not said yet, and 0 is said', () => {
  expect(storeSchema.parse(typed)).toMatchObject({ name: 'Kiln & Co', shippingCents: 490, taxPercent: 750 })
  expect(storeSchema.parse({ ...typed, shipping: '', taxPercent: ' ' })).toMatchObject({
    shippingCents: null,
    taxPercent: null,
  })
  expect(storeSchema.parse({ ...typed, shipping: '0', taxPercent: '0' })).toMatchObject({
    shippingCents: 0,
    taxPercent: 0,
  })
})

test('an amount has as many decimals as its currency', () => {
  expect(storeSchema.parse({ ...typed, currency: 'JPY', shipping: '800' }).shippingCents).toBe(800)
  expect(
    storeSchema.safeParse({ ...typed, currency: 'JPY', shipping: '4.90' }).error?.issues[0]?.path,
  ).toEqual(['shipping'])
})

test('what cannot be right is said at its field', () => {
  const wrong = {
    name: ' ',
    supportEmail: 'nobody',
    shipping: 'free',
    taxPercent: '101',
    taxName: '',
    currency: 'euro',
  }
  const { error } = storeSchema.safeParse({ ...typed, ...wrong })
  expect(error?.issues.map(({ path }) => path[0]).sort()).toEqual(Object.keys(wrong).sort())
  for (const { message } of error?.issues ?? []) expect(message).toMatch(/\.$/)
})

test('a store is opened with a name, an address and a currency', () => {
  const input = { requestId: typed.merchantId, name: 'Kiln', supportEmail: 'a@b.example', currency: 'EUR' }
  expect(openStoreSchema.safeParse(input).success).toBe(true)
  expect(openStoreSchema.safeParse({ ...input, currency: 'JPY' }).success).toBe(false)
})
