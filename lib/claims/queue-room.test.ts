import { expect, it } from 'vitest'
import { createQueueRoom } from './queue-room.ts'

/** Room of a line with batches of at most 10, on a clock that moves when told. */
function stage() {
  let nowMs = 1000
  const overload = { burstMs: 250, waitMaxMs: 25, steadyNowMs: () => nowMs }
  const room = createQueueRoom({ batchMax: 10, queueMax: 100, overload })
  const batch = (size: number, tookMs: number) => {
    const arrived = room.departed(size)
    nowMs += tookMs
    arrived()
  }
  const wait = (ms: number) => {
    nowMs += ms
  }
  return { room, batch, wait }
}

it('lets a burst wait, and once every batch has been full for a quarter of a second one batch only', () => {
  const { room, batch } = stage()
  for (let n = 0; n < 5; n += 1) {
    expect(room.size(0)).toBe(100)
    batch(10, 50)
  }
  expect(room.size(0)).toBe(10)
})

it('lets more than a batch wait where the pace is high, and never more than the fixed bound', () => {
  const { room, batch } = stage()
  for (let n = 0; n < 300; n += 1) batch(10, 5)
  // 2 a millisecond, for 25 of them.
  expect(room.size(1)).toBe(50)
  for (let n = 0; n < 3000; n += 1) batch(10, 0.5)
  expect(room.size(1)).toBe(100)
})

it('follows a database that has become slow within a few batches, and not after one', () => {
  const { room, batch } = stage()
  for (let n = 0; n < 300; n += 1) batch(10, 5)
  batch(10, 100)
  expect(room.size(1)).toBeGreaterThan(30)
  for (let n = 0; n < 8; n += 1) batch(10, 100)
  expect(room.size(1)).toBe(10)
})

it('has room for the next burst again as soon as a batch was not full', () => {
  const { room, batch } = stage()
  for (let n = 0; n < 10; n += 1) batch(10, 50)
  expect(room.size(1)).toBe(10)
  batch(9, 50)
  expect(room.size(1)).toBe(100)
})

it('lets one batch wait, no more, for a batch that does not come back', () => {
  const { room, wait } = stage()
  room.departed(1)
  wait(249)
  expect(room.size(1)).toBe(100)
  wait(1)
  expect(room.size(1)).toBe(10)
  expect(room.size(0)).toBe(100)
})

it('is the fixed bound where nothing is said about overload', () => {
  const room = createQueueRoom({ batchMax: 10, queueMax: 100 })
  for (let n = 0; n < 1000; n += 1) room.departed(10)()
  expect(room.size(1)).toBe(100)
})
