import { expect, test } from 'vitest'
import { forgetPaymentRequest, type KeptText, paymentKey, paymentRequestId } from './attempt.ts'

function keptText(text: string | null = null): KeptText {
  let value = text
  return {
    read: () => value,
    write: (next) => {
      value = next
    },
  }
}

const uuid = () => crypto.randomUUID()

test('a second tap, a reload or a second tab sends the id of the unanswered payment', () => {
  const kept = keptText()
  const first = paymentRequestId(kept, uuid)
  expect(paymentRequestId(kept, uuid)).toBe(first)
})

test('an answered payment is forgotten, so that another card is a new attempt', () => {
  const kept = keptText()
  const first = paymentRequestId(kept, uuid)
  forgetPaymentRequest(kept, first)
  expect(paymentRequestId(kept, uuid)).not.toBe(first)
})

test('a late answer does not forget the attempt another tab has begun since', () => {
  const kept = keptText()
  const first = paymentRequestId(kept, uuid)
  forgetPaymentRequest(kept, first)
  const second = paymentRequestId(kept, uuid)
  forgetPaymentRequest(kept, first)
  expect(paymentRequestId(kept, uuid)).toBe(second)
})

test('two sales never share an id, and a damaged one is replaced', () => {
  expect(paymentKey('a')).not.toBe(paymentKey('b'))
  expect(paymentRequestId(keptText('not an id'), uuid)).toMatch(/^[0-9a-f-]{36}$/)
})
