import { expect, test } from 'vitest'
import { isActivate } from './messages.ts'

test('only the tap on a new version is heard', () => {
  expect(isActivate({ type: 'activate' })).toBe(true)
  for (const other of [null, 'activate', { type: 'SKIP_WAITING' }, {}]) expect(isActivate(other)).toBe(false)
})
