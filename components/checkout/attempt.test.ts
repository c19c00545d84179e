import { expect, test } from 'vitest'
import { type AttemptStorage, forgetPaymentRequest, paymentRequestId } from './attempt.ts'

function memoryStorage(): AttemptStorage {
  const values = new Map<string, string>()
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  }
}

const SALE = 'aaaaaaaa-0000-4000-8000-000000000001'
const uuid = () => crypto.randomUUID()

test('a second tap, a reload or a second tab sends the id of the unanswered payment', () => {
  const storage = memoryStorage()
  const first = paymentRequestId(storage, SALE, uuid)
  expect(paymentRequestId(storage, SALE, uuid)).toBe(first)
})

test('an answered payment is forgotten, so that another card is a new attempt', () => {
  const storage = memoryStorage()
  const first = paymentRequestId(storage, SALE, uuid)
  forgetPaymentRequest(storage, SALE, first)
  expect(paymentRequestId(storage, SALE, uuid)).not.toBe(first)
})

test('a late answer does not forget the attempt another tab has begun since', () => {
  const storage = memoryStorage()
  const first = paymentRequestId(storage, SALE, uuid)
  forgetPaymentRequest(storage, SALE, first)
  const second = paymentRequestId(storage, SALE, uuid)
  forgetPaymentRequest(storage, SALE, first)
  expect(paymentRequestId(storage, SALE, uuid)).toBe(second)
})

test('two sales never share an id, and a damaged one is replaced', () => {
  const storage = memoryStorage()
  const other = 'bbbbbbbb-0000-4000-8000-000000000002'
  expect(paymentRequestId(storage, SALE, uuid)).not.toBe(paymentRequestId(storage, other, uuid))
  storage.setItem(`stampede.payment.${SALE}`, 'not an id')
  expect(paymentRequestId(storage, SALE, uuid)).toMatch(/^[0-9a-f-]{36}$/)
})
