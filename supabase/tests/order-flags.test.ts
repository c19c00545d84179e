import { expect, test } from 'vitest'
import { gapsOf, getOrder, makeSale, settle, sql, startPayment, uuid } from './fixtures.ts'

const dispute = async (
  intent: string,
  id: string,
  state: string,
  minute: number,
  event: string | null = null,
) =>
  (
    await sql`select record_dispute(${event}, 'charge.dispute.updated', ${intent}, ${id}, ${state}, 'fraudulent', 500,
      '2026-11-24 12:00'::timestamptz + ${minute} * interval '1 minute') as outcome`
  )[0]?.outcome

const flagOf = async (orderId: string) =>
  (await sql`select kind, state, is_closed from order_flags_now(${orderId})`)[0]

const moneyOf = async (orderId: string) =>
  (
    await sql`select kind from money_entries where order_id = ${orderId} and kind <> 'charged' order by kind`
  ).map(({ kind }) => kind)

async function paid() {
  const sale = await makeSale()
  const payment = await startPayment(sale)
  await settle(payment.intent, payment.total)
  return { sale, ...payment, id: payment.order.order_id, disputeId: `du_${uuid()}` }
}

test.each([
  ['won', ['dispute_won', 'disputed']],
  ['lost', ['disputed']],
])(
  'a dispute that is %s: each state a row, the last one holds in whatever order they come',
  async (end, money) => {
    const states = [
      ['needs_response', 0],
      ['under_review', 1],
      [end, 2],
    ] as const
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const { sale, intent, id, disputeId } = await paid()
      for (const n of order) {
        const [state, minute] = states[n] ?? ['', 0]
        expect(await dispute(intent, disputeId, state, minute)).toBe('flagged')
      }
      expect(await dispute(intent, disputeId, end, 2)).toBe('known')
      expect(await flagOf(id)).toEqual({ kind: 'dispute', state: end, is_closed: true })
      expect(await moneyOf(id)).toEqual(money)
      // The order keeps its state, and a dispute is a flag, not a gap.
      expect(await getOrder(id)).toMatchObject({ status: 'paid' })
      expect(await gapsOf(sale.saleId)).toEqual([])
    }
  },
)

test('an open dispute is in the state it was in last, by Stripe’s clock', async () => {
  const { intent, id, disputeId } = await paid()
  await dispute(intent, disputeId, 'under_review', 5)
  await dispute(intent, disputeId, 'needs_response', 1)
  expect(await flagOf(id)).toEqual({ kind: 'dispute', state: 'under_review', is_closed: false })
})

test('an inquiry takes no money', async () => {
  const { intent, id, disputeId } = await paid()
  await dispute(intent, disputeId, 'warning_needs_response', 0)
  await dispute(intent, disputeId, 'warning_closed', 1)
  expect(await moneyOf(id)).toEqual([])
  expect(await flagOf(id)).toMatchObject({ state: 'warning_closed', is_closed: true })
})

test('an event told twice has one effect; one about somebody else’s payment is not remembered', async () => {
  const { intent, disputeId } = await paid()
  const event = `evt_${uuid()}`
  expect(await dispute(`pi_${uuid()}`, disputeId, 'lost', 0, event)).toBe('unknown_order')
  expect(await dispute(intent, disputeId, 'lost', 0, event)).toBe('flagged')
  expect(await dispute(intent, disputeId, 'lost', 0, event)).toBe('duplicate')
})

test('an early fraud warning is a flag on the order, and history stays as it was written', async () => {
  const { intent, id } = await paid()
  const warn = async (isActionable: boolean) =>
    (
      await sql`select record_fraud_warning(null, 'test', ${intent}, ${`issfr_${id}`}, ${isActionable}, 'made_with_stolen_card', now()) as outcome`
    )[0]?.outcome
  expect(await warn(true)).toBe('flagged')
  expect(await warn(true)).toBe('known')
  expect(await flagOf(id)).toMatchObject({ kind: 'fraud_warning', state: 'actionable' })
  await expect(sql`delete from order_flags where order_id = ${id}`).rejects.toMatchObject({ code: 'ST001' })
})
