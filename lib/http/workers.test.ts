import { expect, test } from 'vitest'
import { restartPauseMs, workersFor } from './workers.ts'

test.each([
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 2],
  [8, 6],
  [18, 16],
  [128, 16],
])('a machine with %i cores has room for %i workers beside its database', (cores, workers) => {
  expect(workersFor(null, cores)).toBe(workers)
})

test('whoever says how many gets that many', () => {
  expect(workersFor(3, 2)).toBe(3)
  expect(workersFor(64, 8)).toBe(64)
})

test('a worker that died once is back at once, one that keeps dying does not keep the machine busy', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8].map(restartPauseMs)).toEqual([0, 250, 500, 1000, 2000, 4000, 8000, 8000])
  expect(restartPauseMs(1_000_000)).toBe(8000)
})
