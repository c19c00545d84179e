import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { pay, RETURN_URL, startTestSandbox, type TestSandbox, tokenFor } from './testing.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startTestSandbox({ slowMs: 400 })
})
afterAll(() => sandbox.close())

test('customers, kept cards, charges and tokens are the same after a restart', async () => {
  const { stripe } = sandbox
  const customer = await stripe.customers.create({ email: 'ada@shopper.example' })
  const card = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id })
  const paid = await pay(stripe, 'pm_card_visa')
  const token = await tokenFor(stripe, card.id)
  await sandbox.restart()
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ email: 'ada@shopper.example' })
  const { data } = await stripe.customers.listPaymentMethods(customer.id)
  expect(data).toMatchObject([{ id: card.id, card: { last4: '4444' } }])
  expect(await stripe.charges.retrieve(String(paid.latest_charge))).toMatchObject({
    amount: 1200,
    paid: true,
  })
  const intent = await stripe.paymentIntents.create({
    amount: 900,
    currency: 'eur',
    customer: customer.id,
    confirm: true,
    confirmation_token: token,
    return_url: RETURN_URL,
  })
  expect(intent).toMatchObject({ status: 'succeeded', payment_method: card.id })
})

test('what was due while the sandbox was stopped happens after the start: a refund, a failure, a dispute', async () => {
  const { stripe } = sandbox
  const [pending, failing, disputed] = await Promise.all([
    pay(stripe, 'pm_card_pendingRefund'),
    pay(stripe, 'pm_card_refundFail'),
    pay(stripe, 'pm_card_createDispute'),
  ])
  const refunds = await Promise.all(
    [pending, failing].map(({ id }) => stripe.refunds.create({ payment_intent: id })),
  )
  expect(refunds.map(({ status }) => status)).toEqual(['pending', 'succeeded'])
  await sandbox.restart()
  await vi.waitFor(async () => {
    const now = await Promise.all(refunds.map(({ id }) => stripe.refunds.retrieve(id)))
    expect(now.map(({ status }) => status)).toEqual(['succeeded', 'failed'])
    expect((await stripe.disputes.list({ payment_intent: disputed.id })).data).toHaveLength(1)
  })
  await vi.waitFor(() => {
    const types = sandbox.received.map(({ event }) => event.type)
    expect(types).toEqual(
      expect.arrayContaining(['refund.updated', 'refund.failed', 'charge.dispute.created']),
    )
  })
  // The money of the refund that failed is the merchant's again, and can be given back once more.
  expect(await stripe.refunds.create({ payment_intent: failing.id, amount: 1200 })).toMatchObject({
    amount: 1200,
  })
})

test('the switches are off after a restart', async () => {
  const switches = `${sandbox.baseUrl}/local/stripe/chaos`
  await fetch(switches, { method: 'POST', body: JSON.stringify({ drop: 1 }) })
  await sandbox.restart()
  expect((await (await fetch(switches)).json()).settings.drop).toBe(0)
})
