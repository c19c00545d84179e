import { describe, expect, it } from 'vitest'
import { formatMoney } from './format-money.ts'

describe('money is written as people read it', () => {
  it.each([
    [7900, 'eur', '€79'],
    [7950, 'EUR', '€79.50'],
    [0, 'EUR', '€0'],
    [5, 'EUR', '€0.05'],
    [1_234_500, 'EUR', '€12,345'],
    [1200, 'JPY', 'JP¥1,200'],
    [1500, 'KWD', 'KWD 1.500'],
  ])('%i %s is %s', (amountCents, currency, expected) => {
    expect(formatMoney(amountCents, currency).replace(/\u00a0/g, ' ')).toBe(expected)
  })

  it('a half price is never rounded away', () => {
    expect(formatMoney(7999, 'EUR')).not.toBe(formatMoney(8000, 'EUR'))
  })
})
