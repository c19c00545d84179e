import type Stripe from 'stripe'
import { expect, vi } from 'vitest'
import { documented, openContract, payWith } from './contract.ts'

const contract = openContract()
const TESTING = 'testing#disputes'
const WITHIN = { timeout: 25_000, interval: 250 }

async function disputed(paymentMethod: string): Promise<Stripe.Dispute> {
  const { stripe } = contract
  const { id } = await payWith(stripe, paymentMethod)
  return vi.waitFor(async () => {
    const [dispute] = (await stripe.disputes.list({ payment_intent: id })).data
    if (!dispute) throw new Error('There is no dispute yet.')
    return dispute
  }, WITHIN)
}

documented(
  TESTING,
  'pm_card_createDispute is disputed as fraudulent, and the money is withdrawn',
  async () => {
    const dispute = await disputed('pm_card_createDispute')
    expect(dispute).toMatchObject({
      object: 'dispute',
      id: expect.stringMatching(/^du_|^dp_/),
      amount: 2000,
      reason: 'fraudulent',
      status: 'needs_response',
      is_charge_refundable: false,
    })
    expect(dispute.balance_transactions).toHaveLength(1)
    const charge = await contract.stripe.charges.retrieve(String(dispute.charge))
    expect(charge.disputed).toBe(true)
  },
)

documented(TESTING, 'pm_card_createDisputeProductNotReceived is disputed for that reason', async () => {
  const dispute = await disputed('pm_card_createDisputeProductNotReceived')
  expect(dispute).toMatchObject({ reason: 'product_not_received', status: 'needs_response' })
})

documented(TESTING, 'pm_card_createDisputeInquiry is only an inquiry: nothing is withdrawn', async () => {
  expect(await disputed('pm_card_createDisputeInquiry')).toMatchObject({
    status: 'warning_needs_response',
    is_charge_refundable: true,
    balance_transactions: [],
  })
})

for (const [text, status] of [
  ['winning_evidence', 'won'],
  ['losing_evidence', 'lost'],
] as const) {
  documented('testing#evidence', `${text} ends a dispute as ${status}`, async () => {
    const { stripe } = contract
    const { id } = await disputed('pm_card_createDispute')
    await stripe.disputes.update(id, { evidence: { uncategorized_text: text }, submit: true })
    await vi.waitFor(async () => expect((await stripe.disputes.retrieve(id)).status).toBe(status), WITHIN)
  })
}

documented('api/disputes/close', 'closing a dispute loses it, for good', async () => {
  const { stripe } = contract
  const { id } = await disputed('pm_card_createDispute')
  expect((await stripe.disputes.close(id)).status).toBe('lost')
  expect((await contract.send('POST', `/v1/disputes/${id}/close`)).status).toBe(400)
})

documented(
  'testing#fraud-prevention',
  'pm_card_createIssuerFraudRecord is warned of, and names its charge',
  async () => {
    const { stripe } = contract
    const paid = await payWith(stripe, 'pm_card_createIssuerFraudRecord')
    await vi.waitFor(async () => {
      const { data } = await stripe.radar.earlyFraudWarnings.list({ payment_intent: paid.id })
      expect(data).toMatchObject([
        { object: 'radar.early_fraud_warning', charge: paid.latest_charge, fraud_type: expect.any(String) },
      ])
    }, WITHIN)
  },
)
