import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contrast, readThemeColors, type Theme } from './theme-colors.ts'

const THEMES = readThemeColors(readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8'))

type Pair = readonly [text: string, ground: string]

const PAPERS = ['paper', 'paper-raised', 'paper-sunk']

/** Price, time and stock: what somebody in the sun has to read at once. AAA. */
const READ_AT_ONCE: Pair[] = [
  ...PAPERS.map((paper): Pair => ['ink', paper]),
  ['on-yours', 'yours'],
  ['held-ink', 'held-wash'],
  ['held-ink', 'paper-raised'],
  ['paper', 'ink'],
]

/** The claim button says the price in 19 px bold: large text, of which AAA asks what AA asks of small. */
const READ_LARGE: Pair[] = [
  ['on-hot', 'hot'],
  ['on-hot', 'hot-pressed'],
]

/** Every other text. AA. */
const READ: Pair[] = [
  ...READ_LARGE,
  ...PAPERS.map((paper): Pair => ['ink-soft', paper]),
  ...PAPERS.map((paper): Pair => ['yours', paper]),
  ...PAPERS.map((paper): Pair => ['alert', paper]),
  ['on-yours', 'yours-pressed'],
  ['yours', 'yours-wash'],
  ['alert', 'alert-wash'],
  ['ink', 'held-wash'],
  ['on-held', 'held'],
]

/** What must be seen to be used: outlines of fields and buttons, the ring of the focus, ticks and dots. WCAG 1.4.11. */
const SEEN: Pair[] = [
  ...PAPERS.map((paper): Pair => ['line-strong', paper]),
  ...PAPERS.map((paper): Pair => ['focus', paper]),
]

const ratio = (theme: Theme, [text, ground]: Pair) => {
  const [one, other] = [THEMES[theme][text], THEMES[theme][ground]]
  if (!one || !other) throw new Error(`There is no colour ${one ? ground : text} in app/globals.css.`)
  return contrast(one, other)
}

describe.each<Theme>(['light', 'dark'])('in the %s theme', (theme) => {
  test.each(READ_AT_ONCE)('price, time and stock: %s on %s is AAA', (...pair) => {
    expect(ratio(theme, pair)).toBeGreaterThanOrEqual(7)
  })
  test.each(READ)('%s on %s is AA', (...pair) => {
    expect(ratio(theme, pair)).toBeGreaterThanOrEqual(4.5)
  })
  test.each(SEEN)('%s on %s can be seen', (...pair) => {
    expect(ratio(theme, pair)).toBeGreaterThanOrEqual(3)
  })
})

test('contrast is what WCAG says: 21 for black on white, 1 for a colour on itself', () => {
  expect(contrast('#000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#ff4d00', '#ff4d00')).toBe(1)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})
