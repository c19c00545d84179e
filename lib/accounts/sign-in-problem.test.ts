import { expect, test } from 'vitest'
import { textIn } from '#lib/languages/messages.ts'
import { signInProblem } from './sign-in-problem.ts'

const t = textIn('en', 'signIn')

test('a wrong password and an unknown e-mail read the same, so nobody learns who has an account', () => {
  const wrongPassword = signInProblem({ code: 'invalid_credentials', status: 400 }, t)
  expect(signInProblem({ code: 'user_not_found', status: 404 }, t)).toEqual(wrongPassword)
  expect(wrongPassword.message).toContain('Check both')
})

test('a limit says to wait, an outage says it is not the person', () => {
  expect(signInProblem({ code: 'over_request_rate_limit', status: 429 }, t).code).toBe('slow_down')
  expect(signInProblem({ status: 503 }, t).code).toBe('unreachable')
  expect(signInProblem({}, t).code).toBe('unreachable')
})

test.each(['invalid_credentials', 'email_not_confirmed', 'user_banned'])('%s says what to do', (code) => {
  expect(signInProblem({ code, status: 400 }, t).message).toMatch(/(try again|in the message|Write to)/)
})
