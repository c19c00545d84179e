import { expect, test } from 'vitest'
import { contractKey } from './contract.ts'

test('the contract is never run with a live key', () => {
  expect(() => contractKey({ STRIPE_CONTRACT_KEY: 'sk_live_abc' })).toThrow(/no test key/)
  expect(() => contractKey({ STRIPE_CONTRACT_KEY: 'rk_live_abc' })).toThrow(/no test key/)
  expect(() => contractKey({ STRIPE_CONTRACT_KEY: 'pk_test_abc' })).toThrow(/no test key/)
  expect(contractKey({ STRIPE_CONTRACT_KEY: 'sk_test_abc' })).toBe('sk_test_abc')
  expect(contractKey({})).toBeNull()
})
