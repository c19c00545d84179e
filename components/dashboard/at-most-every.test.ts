import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { atMostEvery } from './at-most-every.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a thousand hints in a second become two reads a second and one after the last', async () => {
  const startedAt: number[] = []
  const begin = Date.now()
  const reader = atMostEvery(500, async () => void startedAt.push(Date.now() - begin))
  for (let i = 0; i < 1000; i += 1) {
    reader.run()
    await vi.advanceTimersByTimeAsync(1)
  }
  await vi.advanceTimersByTimeAsync(2000)
  expect(startedAt).toEqual([0, 500, 1000])
})

test('a hint during a slow read is followed by another read, never by two at once', async () => {
  let running = 0
  let most = 0
  let done = 0
  const reader = atMostEvery(500, async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, 2000))
    running -= 1
    done += 1
  })
  reader.run()
  await vi.advanceTimersByTimeAsync(1000)
  reader.run()
  reader.run()
  await vi.advanceTimersByTimeAsync(10_000)
  expect({ most, done }).toEqual({ most: 1, done: 2 })
})

test('nothing is read after it was stopped, also not what was already asked for', async () => {
  let reads = 0
  const reader = atMostEvery(500, async () => {
    reads += 1
  })
  reader.run()
  await vi.advanceTimersByTimeAsync(1)
  reader.run()
  reader.stop()
  reader.run()
  await vi.advanceTimersByTimeAsync(5000)
  expect(reads).toBe(1)
})
