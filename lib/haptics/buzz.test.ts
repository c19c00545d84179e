import { afterEach, expect, test, vi } from 'vitest'
import { buzz } from './buzz.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** What a device with these properties was told to do. */
function buzzesOf(device: { userActivation?: { hasBeenActive: boolean }; vibrate?: unknown }): unknown[] {
  const vibrate = vi.fn()
  vi.stubGlobal('navigator', 'vibrate' in device ? device : { ...device, vibrate })
  buzz([20, 40, 20])
  return vibrate.mock.calls.flat()
}

test('a page that was touched buzzes, and one in a browser that does not say whether it was', () => {
  expect(buzzesOf({ userActivation: { hasBeenActive: true } })).toEqual([[20, 40, 20]])
  expect(buzzesOf({})).toEqual([[20, 40, 20]])
})

test('a page nobody has touched does not ask for what the browser forbids it', () => {
  expect(buzzesOf({ userActivation: { hasBeenActive: false } })).toEqual([])
})

test('a device that cannot buzz is no error', () => {
  expect(() => buzzesOf({ vibrate: undefined })).not.toThrow()
})
