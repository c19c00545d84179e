import { expect, test } from 'vitest'
import { codeProblem, readCode } from './code-sign-in.ts'

test.each(['123456', ' 123 456 ', '123-456', '１２３４５６', '١٢٣٤٥٦'])(
  '%j is read as the code it is',
  (text) => {
    expect(readCode(text)).toBe('123456')
  },
)

test.each(['', '12345', '1234567', '12345a', 'abcdef'])('%j is no code', (text) => {
  expect(readCode(text)).toBeNull()
})

test('a limit says to wait, a refusal is a wrong code, an outage is neither', () => {
  expect(codeProblem({ status: 429 })).toBe('waitToSend')
  expect(codeProblem({ status: 403, code: 'otp_expired' })).toBe('wrongCode')
  expect(codeProblem({ status: 403, code: 'user_banned' })).toBe('blocked')
  expect(codeProblem({ status: 503 })).toBe('unreachable')
  expect(codeProblem({})).toBe('unreachable')
})
