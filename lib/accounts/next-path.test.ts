import { expect, test } from 'vitest'
import { AFTER_CODE, AFTER_SIGN_IN, isForMerchants, nextPath } from './next-path.ts'

test.each(['/dashboard', '/orders/1?from=mail', '/sales/spring/bag#pay'])(
  '%s is followed after sign-in',
  (path) => {
    expect(nextPath(path)).toBe(path)
  },
)

test.each([
  'https://elsewhere.example/',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  '\\\\elsewhere.example',
  'javascript:alert(1)',
  'dashboard',
  '',
  null,
  undefined,
  ['/dashboard'],
])('%j never leads away from the shop', (asked) => {
  expect(nextPath(asked)).toBe(AFTER_SIGN_IN)
})

test('a shopper who says nothing usable goes to their account, a merchant to the dashboard', () => {
  expect(nextPath('https://elsewhere.example/', AFTER_CODE)).toBe(AFTER_CODE)
  expect(nextPath('/orders', AFTER_CODE)).toBe('/orders')
})

test.each([
  ['/dashboard', true],
  ['/dashboard/orders?x=1', true],
  ['/dashboard?x', true],
  ['/dashboards', false],
  ['/account', false],
])('%s is for merchants: %s', (path, isTheirs) => {
  expect(isForMerchants(path)).toBe(isTheirs)
})
