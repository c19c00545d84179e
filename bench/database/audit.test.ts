import { expect, test } from 'vitest'
import type { LoadResult } from '../load/plan.ts'
import { compareStored } from './audit.ts'

function answers(allStatuses: Record<string, number>, timedOut = 0, broken = 0): LoadResult {
  return { allStatuses, timedOut, broken } as LoadResult
}

test('one acknowledged claim that is not stored fails the benchmark', () => {
  expect(compareStored(99, answers({ 201: 100 }))).toHaveLength(1)
  expect(compareStored(100, answers({ 201: 100 }))).toEqual([])
})

test('one stored claim that nobody was told of fails it, unless an answer was lost', () => {
  expect(compareStored(101, answers({ 201: 100, 409: 50 }))).toHaveLength(1)
  expect(compareStored(101, answers({ 201: 100 }, 1))).toEqual([])
  expect(compareStored(101, answers({ 201: 100 }, 0, 1))).toEqual([])
  expect(compareStored(102, answers({ 201: 100, 503: 1 }))).toHaveLength(1)
})
