import { expect, test } from 'vitest'
import { paymentAccountOf, paymentWords } from './payment-account.ts'

const NOW_MS = Date.parse('2026-11-24T12:00:00Z')
const days = (count: number) => new Date(NOW_MS - count * 24 * 3_600_000)
const stripe = (stripeSecretKey: string) => ({ stripeApiBase: null, stripeSecretKey })

test('what the account is comes from its keys, never from wishes', () => {
  const sandbox = { stripeApiBase: 'http://127.0.0.1:1', stripeSecretKey: 'sk_test_x' }
  expect(paymentAccountOf(sandbox, null, NOW_MS)).toEqual({ kind: 'sandbox', isHeard: null })
  expect(paymentAccountOf(stripe('sk_test_x'), days(1), NOW_MS)).toEqual({ kind: 'test', isHeard: true })
  expect(paymentAccountOf(stripe('rk_live_x'), days(1), NOW_MS)).toEqual({ kind: 'live', isHeard: true })
})

test('silence of a week, or for ever, is said with what to do', () => {
  for (const heardAt of [days(8), null]) {
    const account = paymentAccountOf(stripe('sk_live_x'), heardAt, NOW_MS)
    expect(account.isHeard).toBe(false)
    expect(paymentWords(account).toDo).toMatch(/webhook/)
  }
  expect(paymentWords({ kind: 'live', isHeard: true }).toDo).toMatch(/^Nothing to do/)
})
