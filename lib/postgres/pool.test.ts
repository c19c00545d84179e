import { expect, test } from 'vitest'
import { poolMax } from './pool.ts'

test('however many workers there are, they leave a small database connections for others', () => {
  expect([1, 2, 6, 8, 12, 16].map(poolMax)).toEqual([6, 6, 6, 4, 3, 2])
  for (let workers = 1; workers <= 16; workers += 1)
    expect(workers * poolMax(workers)).toBeLessThanOrEqual(36)
  expect(poolMax(64)).toBe(2)
})
