import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sendUntilAnswered } from './send-until-answered.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a tap with no network is kept and sent again, and the screen is told both times', async () => {
  const told: boolean[] = []
  let tries = 0
  const answer = sendUntilAnswered(
    () => {
      tries += 1
      return tries < 3 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve('paid')
    },
    performance.now() + 60_000,
    (isWaiting) => void told.push(isWaiting),
  )
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await answer).toBe('paid')
  expect(tries).toBe(3)
  expect(told).toEqual([true, false, true, false])
})

test('it gives up when the claims would have run out, and says so by null', async () => {
  let tries = 0
  const answer = sendUntilAnswered(
    () => {
      tries += 1
      return Promise.reject(new TypeError('Failed to fetch'))
    },
    performance.now() + 9_000,
    () => {},
  )
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await answer).toBeNull()
  expect(tries).toBe(5)
})

test('an answer is never asked for twice, whatever it says', async () => {
  const send = vi.fn().mockResolvedValue({ ok: false })
  expect(await sendUntilAnswered(send, performance.now() + 60_000, () => {})).toEqual({ ok: false })
  expect(send).toHaveBeenCalledTimes(1)
})
