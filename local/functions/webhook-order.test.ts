import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { eventually, orderIdOf, type PaymentBench, startPaymentBench } from './testing.ts'

let bench: PaymentBench
beforeAll(async () => {
  bench = await startPaymentBench()
})
afterEach(async () => {
  // Whatever a test did: stock and money agree, and nothing is left hanging.
  expect(await bench.findGaps()).toEqual([])
})
afterAll(() => bench.stop())

describe('webhooks twice, late and in the wrong order', () => {
  test('a success delivered again, under its own id and under another, changes nothing', async () => {
    const [sale, shopper] = [await bench.makeSale(), randomUUID()]
    await bench.claim(shopper, sale)
    const orderId = orderIdOf(await bench.pay(shopper, sale, 'pm_card_visa'))
    await eventually(async () => expect(await bench.statusOf(orderId)).toBe('paid'))
    const [event] = await bench.eventsOf(orderId, 'payment_intent.succeeded')
    if (!event) throw new Error('There is no event to repeat.')
    const again = await Promise.all(Array.from({ length: 5 }, () => bench.post(event)))
    expect(again.map(({ outcome }) => outcome)).toEqual(Array(5).fill('duplicate'))
    expect(await bench.post({ ...event, id: `evt_${randomUUID()}` })).toEqual({
      status: 200,
      outcome: 'already_paid',
    })
    expect(await bench.getItem(sale)).toEqual({ free: 4, held: 0, sold: 1 })
    const money = await bench.sql`select kind from money_entries where order_id = ${orderId}`
    expect(money.map(({ kind }) => kind)).toEqual(['charged'])
  })

  test('a decline that arrives after the next card has paid takes nothing away', async () => {
    const [sale, shopper] = [await bench.makeSale(), randomUUID()]
    await bench.claim(shopper, sale)
    const orderId = orderIdOf(await bench.pay(shopper, sale, 'pm_card_visa_chargeDeclined'))
    const [failed] = await bench.eventsOf(orderId, 'payment_intent.payment_failed')
    await bench.pay(shopper, sale, 'pm_card_visa')
    await eventually(async () => expect(await bench.statusOf(orderId)).toBe('paid'))
    expect(await bench.post({ ...failed, id: `evt_${randomUUID()}` })).toEqual({
      status: 200,
      outcome: 'out_of_date',
    })
    expect(await bench.statusOf(orderId)).toBe('paid')
  })

  test('a decline of the first card that arrives during the second one’s challenge does not unlock the claims', async () => {
    const [sale, shopper] = [await bench.makeSale(), randomUUID()]
    const claimId = await bench.claim(shopper, sale)
    const orderId = orderIdOf(await bench.pay(shopper, sale, 'pm_card_visa_chargeDeclined'))
    const [failed] = await bench.eventsOf(orderId, 'payment_intent.payment_failed')
    expect(await bench.pay(shopper, sale, 'pm_card_threeDSecure2Required')).toMatchObject({
      status: 'requires_action',
    })
    expect(await bench.post({ ...failed, id: `evt_${randomUUID()}` })).toEqual({
      status: 200,
      outcome: 'out_of_date',
    })
    // And when the event was looked at before the second tap, and written down after it:
    const { payment_intent_id: intentId } = await bench.getOrder(orderId)
    const late =
      await bench.sql`select decline_order(null, 'test', ${intentId}, 'No.', ${orderId}, 1) as outcome`
    expect(late).toMatchObject([{ outcome: 'not_paying' }])
    expect(await bench.getClaim(claimId)).toMatchObject({ status: 'paying' })
  })

  test('a decline that is no longer true of the intent itself does not unlock the claims', async () => {
    const [sale, shopper] = [await bench.makeSale(), randomUUID()]
    const claimId = await bench.claim(shopper, sale)
    const orderId = orderIdOf(await bench.pay(shopper, sale, 'pm_sandbox_slow'))
    const [processing] = await bench.eventsOf(orderId, 'payment_intent.processing')
    const failed = { ...processing, id: `evt_${randomUUID()}`, type: 'payment_intent.payment_failed' }
    expect(await bench.post(failed)).toEqual({ status: 200, outcome: 'out_of_date' })
    expect(await bench.getClaim(claimId)).toMatchObject({ status: 'paying' })
    await eventually(async () => expect(await bench.statusOf(orderId)).toBe('paid'))
  })
})
