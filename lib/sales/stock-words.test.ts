import { describe, expect, it } from 'vitest'
import { textIn } from '#lib/languages/messages.ts'
import { saleStockWords, stockAgeWords, stockWords } from './stock-words.ts'
import type { ItemSnapshot, StockState } from './watch-snapshot.ts'

const t = textIn('en', 'stock')

function item(state: StockState, free: number | null): ItemSnapshot {
  return {
    id: `${state}-${free}`,
    priceCents: 100,
    currency: 'EUR',
    state,
    free,
    paying: null,
    limitPerShopper: 1,
  }
}

const PLENTY = item('available', null)
const FIVE = item('low', 5)
const ONE = item('low', 1)
const HELD = item('all_held', 0)
const GONE = item('sold_out', 0)

describe('the words about stock are never more than is known', () => {
  it.each([
    [PLENTY, 'live', 'More than 10 left'],
    [FIVE, 'live', '5 left'],
    [ONE, 'live', 'Last one'],
    [HELD, 'live', 'All held'],
    [{ ...HELD, paying: 0 }, 'live', 'All held'],
    [{ ...HELD, paying: 1 }, 'live', 'All held, 1 person paying'],
    [{ ...HELD, paying: 3 }, 'live', 'All held, 3 people paying'],
    [GONE, 'live', 'Sold out'],
    [PLENTY, 'upcoming', 'More than 10'],
    [FIVE, 'upcoming', '5 in all'],
    [FIVE, 'ended', 'Sale ended'],
    [HELD, 'ended', 'Sale ended'],
    [GONE, 'ended', 'Sold out'],
    [FIVE, 'paused', '5 left'],
  ] as const)('%o while %s: %s', (stock, phase, expected) => {
    expect(stockWords(stock, phase, t)).toBe(expected)
  })

  it.each([
    [[FIVE], 'live', '5 left'],
    [[HELD], 'live', 'All held'],
    [[PLENTY, PLENTY], 'live', 'All 2 items left'],
    [[PLENTY, FIVE, GONE], 'live', '2 of 3 items left, 1 nearly gone'],
    [[HELD, GONE], 'live', 'All held, some may come back'],
    [[GONE, GONE], 'live', 'Sold out'],
    [[GONE, GONE], 'ended', 'All sold out'],
    [[GONE, FIVE], 'ended', '1 of 2 sold out'],
  ] as const)('%o while %s: %s', (items, phase, expected) => {
    expect(saleStockWords(items, phase, t)).toBe(expected)
  })
})

describe('stock older than two seconds says so', () => {
  it.each([
    [0, 1999, null],
    [0, 2000, 'Stock as of 2 seconds ago'],
    [0, 61_000, 'Stock as of 61 seconds ago'],
    [0, 200_000, 'Stock as of 3 minutes ago'],
    [null, 9000, null],
  ] as const)('confirmed at %s, now %i: %s', (confirmedAtMs, now, expected) => {
    expect(stockAgeWords(confirmedAtMs, now, t)).toBe(expected)
  })
})

describe('counted words follow the rules of the language', () => {
  it.each([
    ['de', ONE, 'Letztes Stück'],
    ['de', FIVE, 'Noch 5'],
    ['ar', ONE, 'القطعة الأخيرة'],
    ['ar', item('low', 2), 'بقيت قطعتان'],
    ['ar', FIVE, 'بقيت 5 قطع'],
  ] as const)('in %s: %o', (language, stock, expected) => {
    expect(stockWords(stock, 'live', textIn(language, 'stock'))).toBe(expected)
  })

  it('and so does what is nearly gone', () => {
    const arabic = textIn('ar', 'stock')
    expect(saleStockWords([FIVE, ONE, GONE], 'live', arabic)).toBe('متوفر 2 من 3، وصنفان يكادان ينفدان')
    expect(saleStockWords([PLENTY, PLENTY], 'live', textIn('de', 'stock'))).toBe('Noch alle 2 Artikel da')
    expect(stockAgeWords(0, 11_000, arabic)).toBe('المخزون قبل 11 ثانية')
  })
})
