import { expect, test } from 'vitest'
import { createHistogram } from './histogram.ts'

test('a percentile is within one per cent of the exact one, from a microsecond to a minute', () => {
  const values = Array.from({ length: 20_000 }, (_, n) => Math.ceil(1.0009 ** n))
  const histogram = createHistogram()
  for (const value of values) histogram.record(value)
  for (const share of [0.01, 0.5, 0.9, 0.99, 0.999, 1]) {
    const exactMs = (values[Math.ceil(values.length * share) - 1] ?? 0) / 1000
    const readMs = histogram.percentileMs(share) ?? 0
    expect(Math.abs(readMs - exactMs) / exactMs).toBeLessThan(0.01)
  }
  expect(histogram.count).toBe(20_000)
})

test('the p99 of a hundred is the slowest but one, not the slowest', () => {
  const histogram = createHistogram()
  for (let n = 1; n <= 100; n += 1) histogram.record(n)
  expect(histogram.percentileMs(0.99)).toBe(0.099)
  expect(histogram.percentileMs(0.5)).toBe(0.05)
})

test('nothing recorded has no percentile, and impossible values do not break it', () => {
  const histogram = createHistogram()
  expect(histogram.percentileMs(0.99)).toBeNull()
  histogram.record(-5)
  histogram.record(1e15)
  expect(histogram.percentileMs(0.5)).toBe(0)
  expect(histogram.percentileMs(1)).toBeGreaterThan(2_000_000)
})
