import type Stripe from 'stripe'
import { expect, vi } from 'vitest'
import { documented, openContract, payWith, rejection } from './contract.ts'

const contract = openContract()
const CREATE = 'api/refunds/create'
const TESTING = 'testing#refunds'
const WITHIN = { timeout: 25_000, interval: 250 }

documented(CREATE, 'all of it is refunded unless an amount is given', async () => {
  const { stripe } = contract
  const paid = await payWith(stripe, 'pm_card_visa')
  expect(await stripe.refunds.create({ payment_intent: paid.id })).toMatchObject({
    object: 'refund',
    id: expect.stringMatching(/^re_|^pyr_/),
    amount: 2000,
    currency: 'usd',
    status: 'succeeded',
    charge: paid.latest_charge,
    payment_intent: paid.id,
  })
})

documented(CREATE, 'parts may be refunded, as often as something is left, and never more', async () => {
  const { stripe } = contract
  const { id } = await payWith(stripe, 'pm_card_visa')
  const refund = (amount?: number) =>
    stripe.refunds.create({ payment_intent: id, ...(amount ? { amount } : {}) })
  await refund(500)
  await refund(700)
  expect(await rejection(refund(801))).toMatchObject({ statusCode: 400 })
  expect((await refund()).amount).toBe(800)
  expect(await rejection(refund(1))).toMatchObject({ statusCode: 400, code: 'charge_already_refunded' })
  const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] })
  expect(intent).toMatchObject({
    status: 'succeeded',
    latest_charge: { amount_refunded: 2000, refunded: true },
  })
  const { data } = await stripe.refunds.list({ payment_intent: id })
  expect(data.map(({ amount }) => amount)).toEqual([800, 700, 500])
})

documented(CREATE, 'the reason is one of three words, and the charge may be named instead', async () => {
  const { stripe } = contract
  const paid = await payWith(stripe, 'pm_card_visa')
  const wrong = await contract.send('POST', '/v1/refunds', `payment_intent=${paid.id}&reason=bored`)
  expect(wrong.status).toBe(400)
  const refund = await stripe.refunds.create({
    charge: String(paid.latest_charge),
    reason: 'requested_by_customer',
  })
  expect(refund).toMatchObject({ payment_intent: paid.id, reason: 'requested_by_customer' })
})

documented('api/refunds/update', 'a refund takes metadata, and nothing else', async () => {
  const { stripe } = contract
  const paid = await payWith(stripe, 'pm_card_visa')
  const refund = await stripe.refunds.create({ payment_intent: paid.id })
  expect((await stripe.refunds.update(refund.id, { metadata: { a: 'b' } })).metadata).toEqual({ a: 'b' })
  expect((await contract.send('POST', `/v1/refunds/${refund.id}`, 'amount=1')).status).toBe(400)
})

documented('api/refunds/cancel', 'only a refund that requires action can be canceled', async () => {
  const { stripe } = contract
  const paid = await payWith(stripe, 'pm_card_visa')
  const refund = await stripe.refunds.create({ payment_intent: paid.id })
  expect(await rejection(stripe.refunds.cancel(refund.id))).toMatchObject({
    type: 'StripeInvalidRequestError',
  })
})

async function statusOf(stripe: Stripe, id: string): Promise<string | null> {
  return (await stripe.refunds.retrieve(id)).status
}

documented(TESTING, 'pm_card_pendingRefund: pending at first, succeeded later', async () => {
  const { stripe } = contract
  const paid = await payWith(stripe, 'pm_card_pendingRefund')
  const refund = await stripe.refunds.create({ payment_intent: paid.id })
  expect(refund.status).toBe('pending')
  await vi.waitFor(async () => expect(await statusOf(stripe, refund.id)).toBe('succeeded'), WITHIN)
})

documented(TESTING, 'pm_card_refundFail: succeeded at first, failed later, with the reason', async () => {
  const { stripe } = contract
  const paid = await payWith(stripe, 'pm_card_refundFail')
  const refund = await stripe.refunds.create({ payment_intent: paid.id })
  expect(refund.status).toBe('succeeded')
  await vi.waitFor(async () => expect(await statusOf(stripe, refund.id)).toBe('failed'), WITHIN)
  expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
    failure_reason: expect.any(String),
    failure_balance_transaction: expect.stringMatching(/^txn_/),
  })
})
