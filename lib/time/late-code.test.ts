import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { lateCode } from './late-code.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const cut = () => Promise.reject(new Error('Failed to load chunk'))

test('what comes is asked for once', async () => {
  const load = vi.fn(async () => 'code')
  await expect(lateCode(load)).resolves.toBe('code')
  expect(load).toHaveBeenCalledTimes(1)
})

test('in a tunnel of ten minutes it is asked for until it comes', async () => {
  vi.stubGlobal('navigator', { onLine: false })
  let isThere = false
  const code = lateCode(() => (isThere ? Promise.resolve('code') : cut()))
  await vi.advanceTimersByTimeAsync(600_000)
  isThere = true
  await vi.advanceTimersByTimeAsync(1000)
  await expect(code).resolves.toBe('code')
})

test('a file that does not come although there is a network is given up, so that the page can say what to do', async () => {
  vi.stubGlobal('navigator', { onLine: true })
  const load = vi.fn(cut)
  const given = lateCode(load).catch((error: Error) => error.message)
  await vi.advanceTimersByTimeAsync(60_000)
  await expect(given).resolves.toBe('Failed to load chunk')
  expect(load).toHaveBeenCalledTimes(10)
})
