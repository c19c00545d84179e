import { expect } from 'vitest'
import { documented, openContract, payWith, rejection } from './contract.ts'

const contract = openContract()
const CAPTURE = 'api/payment_intents/capture'
const HOLD = 'payments/place-a-hold-on-a-payment-method'
const authorize = () => payWith(contract.stripe, 'pm_card_visa', { capture_method: 'manual' })

documented(
  HOLD,
  'with manual capture a confirmed intent is requires_capture, and nothing was taken',
  async () => {
    expect(await authorize()).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 2000,
      amount_received: 0,
    })
  },
)

documented(CAPTURE, 'capturing without an amount takes all that is capturable', async () => {
  const { id } = await authorize()
  expect(await contract.stripe.paymentIntents.capture(id)).toMatchObject({
    status: 'succeeded',
    amount_capturable: 0,
    amount_received: 2000,
  })
})

documented(CAPTURE, 'less may be captured; the amount of the intent stays', async () => {
  const { id } = await authorize()
  const captured = await contract.stripe.paymentIntents.capture(id, { amount_to_capture: 700 })
  expect(captured).toMatchObject({ status: 'succeeded', amount: 2000, amount_received: 700 })
})

documented(CAPTURE, 'no more than the original amount may be captured', async () => {
  const { id } = await authorize()
  const more = contract.stripe.paymentIntents.capture(id, { amount_to_capture: 2001 })
  expect(await rejection(more)).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400 })
  expect((await contract.stripe.paymentIntents.retrieve(id)).status).toBe('requires_capture')
})

documented(CAPTURE, 'only an intent that is requires_capture can be captured', async () => {
  const { id } = await payWith(contract.stripe, 'pm_card_visa')
  expect(await rejection(contract.stripe.paymentIntents.capture(id))).toMatchObject({
    code: 'payment_intent_unexpected_state',
  })
})

documented('api/payment_intents/cancel', 'canceling lets the authorized money go', async () => {
  const { id } = await authorize()
  expect(await contract.stripe.paymentIntents.cancel(id)).toMatchObject({
    status: 'canceled',
    amount_capturable: 0,
    amount_received: 0,
  })
})
