import { Writable } from 'node:stream'
import { pino } from 'pino'
import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { NEVER_LOGGED } from './log.ts'

/** One line as the shop's log would write it. */
function lineOf(details: object): string {
  let text = ''
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk
      done()
    },
  })
  pino({ redact: [...NEVER_LOGGED] }, destination).error(details, 'It failed')
  return text
}

test("an error of Stripe's keeps its sentence and loses the payment inside it", () => {
  const err = Stripe.errors.generateV1Error({
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: 'This PaymentIntent has succeeded already.',
    payment_intent: {
      id: 'pi_1',
      client_secret: 'pi_1_secret_abc',
      shipping: { name: 'Ada', address: { line1: 'Kai 1' } },
    },
    headers: { authorization: 'Bearer sk_test_abc' },
  } as never)
  const line = lineOf({ err, orderId: 'an order' })
  expect(line).toContain('This PaymentIntent has succeeded already.')
  expect(line).toContain('an order')
  expect(line).not.toMatch(/secret_abc|Kai 1|sk_test/)
})

test('a failed query keeps its sentence and loses its parameters; what an action was called with is not written', () => {
  const err = Object.assign(new Error('function does not exist'), {
    parameters: ['ada@example.com'],
    args: ['Kai 1'],
    query: "select 'Ada'",
  })
  const line = lineOf({
    err,
    input: { contact: 'ada@example.com' },
    headers: { cookie: 'a=b', authorization: 'Pass p' },
    confirmationToken: 'ctoken_1',
  })
  expect(line).toContain('function does not exist')
  expect(line).not.toMatch(/ada@example|Kai 1|select|a=b|Pass p|ctoken_1/)
})
