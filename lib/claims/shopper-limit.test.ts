import { expect, it } from 'vitest'
import { CLAIMS_AT_ONCE, CLAIMS_PER_SECOND, createShopperLimit } from './shopper-limit.ts'

it('lets a shopper tap quickly, stops a program, and lets it on a second later', () => {
  const limit = createShopperLimit()
  const takeMany = (nowMs: number) =>
    Array.from({ length: 100 }, () => limit.take('a', nowMs)).filter(Boolean).length
  expect(takeMany(0)).toBe(CLAIMS_AT_ONCE)
  expect(takeMany(1000)).toBe(CLAIMS_PER_SECOND)
  expect(limit.take('b', 1000)).toBe(true)
  expect(takeMany(1_000_000)).toBe(CLAIMS_AT_ONCE)
})
