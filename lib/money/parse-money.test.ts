import { expect, test } from 'vitest'
import { parseMoney, typedMoney } from './parse-money.ts'

test('an amount is read with a point, a comma or neither, exactly', () => {
  expect(['12.50', '12,5', '12', ' 0.07 ', '0'].map((text) => parseMoney(text, 'EUR'))).toEqual([
    1250, 1250, 1200, 7, 0,
  ])
  expect(parseMoney('1250', 'JPY')).toBe(1250)
  expect(parseMoney('1.234', 'KWD')).toBe(1234)
})

test('what is no amount of the currency is none', () => {
  for (const text of ['', '-1', '1.234', '1.2.3', '1e3', '€5', 'ten', '1234567890'])
    expect([text, parseMoney(text, 'EUR')]).toEqual([text, null])
  expect(parseMoney('1.5', 'JPY')).toBeNull()
})

test('what is typed for an amount is read as that amount', () => {
  for (const cents of [0, 1, 99, 100, 123456]) expect(parseMoney(typedMoney(cents, 'EUR'), 'EUR')).toBe(cents)
})
