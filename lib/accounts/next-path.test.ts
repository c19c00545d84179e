import { expect, test } from 'vitest'
import { AFTER_SIGN_IN, nextPath } from './next-path.ts'

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
