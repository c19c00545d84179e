import { expect, it, vi } from 'vitest'

it('two copies of this module in one process share one value, made once', async () => {
  const first = await import('./shared.ts')
  vi.resetModules()
  const second = await import('./shared.ts')
  expect(second.shared).not.toBe(first.shared)
  const make = vi.fn(() => ({}))
  const value = first.shared('a test', make)
  expect(second.shared('a test', make)).toBe(value)
  expect(make).toHaveBeenCalledTimes(1)
  second.forgetShared('a test')
  expect(first.shared('a test', make)).not.toBe(value)
})

it('what could not be made is tried again', async () => {
  const { shared } = await import('./shared.ts')
  expect(() =>
    shared('another test', () => {
      throw new Error('not yet')
    }),
  ).toThrow('not yet')
  expect(shared('another test', () => 'now')).toBe('now')
})
