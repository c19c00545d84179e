import { expect, it } from 'vitest'
import { emailProblem } from './email-change.ts'

it.each([
  [{ status: 422, code: 'email_exists' }, 'takenEmail'],
  [{ status: 401, code: 'insufficient_aal' }, 'needsFactor'],
  [{ status: 422, code: 'validation_failed' }, 'invalidEmail'],
  [{ status: 429, code: 'over_email_send_rate_limit' }, 'waitToSend'],
  [{ status: 403, code: 'session_not_found' }, 'unreachable'],
  [{ status: 500 }, 'unreachable'],
  [{}, 'unreachable'],
] as const)('of %j somebody who changes their address is told %s', (error, expected) => {
  expect(emailProblem(error)).toBe(expected)
})
