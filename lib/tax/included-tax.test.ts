import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { containedTax } from './contained-tax.ts'
import { includedTax, taxInBag } from './included-tax.ts'

const cents = fc.integer({ min: 0, max: 100_000_000_000 })
const rate = fc.integer({ min: 0, max: 10_000 })

describe('the tax contained in an amount', () => {
  test.each([
    [11_900, 1900, 1900],
    [7900, 1900, 1261],
    [100, 0, 0],
    [0, 1900, 0],
    // Exactly half a cent goes up.
    [3, 2000, 1],
    [1, 10_000, 1],
  ])('of %i at %i basis points is %i', (amount, basisPoints, tax) => {
    expect(containedTax(amount, basisPoints)).toBe(tax)
  })

  test('is a whole number of cents, never more than the amount, and within half a cent of the exact one', () => {
    fc.assert(
      fc.property(cents, rate, (amount, basisPoints) => {
        const tax = containedTax(amount, basisPoints)
        expect(Number.isInteger(tax)).toBe(true)
        expect(tax).toBeGreaterThanOrEqual(0)
        expect(tax).toBeLessThanOrEqual(amount)
        const doubled =
          2n * BigInt(tax) * BigInt(10_000 + basisPoints) - 2n * BigInt(amount) * BigInt(basisPoints)
        expect(doubled <= BigInt(10_000 + basisPoints)).toBe(true)
        expect(doubled > -BigInt(10_000 + basisPoints)).toBe(true)
      }),
    )
  })

  test('grows with the amount and with the rate', () => {
    fc.assert(
      fc.property(cents, rate, (amount, basisPoints) => {
        expect(containedTax(amount + 1, basisPoints)).toBeGreaterThanOrEqual(
          containedTax(amount, basisPoints),
        )
        expect(containedTax(amount, basisPoints + 1)).toBeGreaterThanOrEqual(
          containedTax(amount, basisPoints),
        )
      }),
    )
  })
})

describe('the tax in a bag', () => {
  const tax = { name: 'VAT', basisPoints: 1900, byItem: { book: 700 } }

  test('is the sum of its lines and its shipping, each rounded on its own', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 9 }), priceCents: fc.nat(1_000_000) })),
        fc.nat(5000),
        (lines, shipping) => {
          const sum = lines.reduce(
            (total, line) => total + containedTax(line.quantity * line.priceCents, 1900),
            containedTax(shipping, 1900),
          )
          expect(
            taxInBag(
              lines.map((line) => ({ ...line, itemId: 'mug' })),
              shipping,
              tax,
            )?.cents ?? 0,
          ).toBe(sum)
        },
      ),
    )
  })

  test('names the rate where there is one, and only the tax where there are two', () => {
    const mug = { itemId: 'mug', quantity: 1, priceCents: 7900 }
    expect(taxInBag([mug], 0, tax)).toEqual({ cents: 1261, label: 'VAT 19 %' })
    expect(taxInBag([mug, { itemId: 'book', quantity: 1, priceCents: 1070 }], 490, tax)).toEqual({
      cents: 1261 + 70 + 78,
      label: 'VAT',
    })
  })

  test('is nothing where prices contain none', () => {
    expect(
      taxInBag([{ itemId: 'mug', quantity: 1, priceCents: 7900 }], 490, { ...tax, basisPoints: 0 }),
    ).toBeNull()
    expect(includedTax('VAT', [])).toBeNull()
  })
})
