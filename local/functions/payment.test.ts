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

test('a good card: the order is paid by the webhook, the units are sold, and a mail says so', async () => {
  const [sale, shopper] = [await bench.makeSale(), randomUUID()]
  const claimId = await bench.claim(shopper, sale, 2)
  const payment = await bench.pay(shopper, sale, 'pm_card_visa')
  expect(payment.status).toBe('succeeded')
  const orderId = orderIdOf(payment)
  await eventually(async () => expect(await bench.statusOf(orderId)).toBe('paid'))
  expect(await bench.getClaim(claimId)).toMatchObject({ status: 'paid' })
  expect(await bench.getItem(sale)).toEqual({ free: 3, held: 0, sold: 2 })
  const order = await bench.getOrder(orderId)
  const intent = await bench.stripe.paymentIntents.retrieve(order.payment_intent_id)
  expect(intent).toMatchObject({
    amount_received: 2 * 2800 + 490,
    currency: 'eur',
    metadata: { order_id: orderId },
  })
  await eventually(async () => {
    const inbox = await fetch(`${bench.cloud.config.urls.local}/local/inbox`)
    expect(await inbox.text()).toContain('is confirmed')
  })
})

test('a declined card: the claims are held again with the reason, and another card pays', async () => {
  const [sale, shopper] = [await bench.makeSale(), randomUUID()]
  const claimId = await bench.claim(shopper, sale)
  const declined = await bench.pay(shopper, sale, 'pm_card_visa_chargeDeclinedInsufficientFunds')
  expect(declined).toMatchObject({
    status: 'declined',
    reason: 'Your card has insufficient funds.',
  })
  const orderId = orderIdOf(declined)
  // At once, not when the webhook comes: the shopper is waiting.
  expect(await bench.getOrder(orderId)).toMatchObject({
    status: 'open',
    decline_reason: 'Your card has insufficient funds.',
  })
  const claim = await bench.getClaim(claimId)
  expect(claim.status).toBe('held')
  expect(claim.expires_at.getTime()).toBeGreaterThan(Date.now() + 59_000)

  const paid = await bench.pay(shopper, sale, 'pm_card_visa')
  expect(paid).toEqual({ status: 'succeeded', orderId })
  await eventually(async () => expect(await bench.statusOf(orderId)).toBe('paid'))
  expect(await bench.getItem(sale)).toEqual({ free: 4, held: 0, sold: 1 })
})

test('a challenge: the claims stay locked until the bank has the answer, then the order is paid', async () => {
  const [sale, shopper] = [await bench.makeSale(), randomUUID()]
  const claimId = await bench.claim(shopper, sale)
  const payment = await bench.pay(shopper, sale, 'pm_card_threeDSecure2Required')
  if (payment.status !== 'requires_action' || payment.nextAction.type !== 'redirect_to_url') {
    throw new Error(`Expected a challenge, not ${JSON.stringify(payment)}`)
  }
  expect(await bench.getClaim(claimId)).toMatchObject({ status: 'paying' })
  const body = new URLSearchParams({ outcome: 'approve' })
  const back = await fetch(payment.nextAction.url, { method: 'POST', body, redirect: 'manual' })
  expect(back.headers.get('location')).toContain(`/orders/${payment.orderId}?`)
  await eventually(async () => expect(await bench.statusOf(payment.orderId)).toBe('paid'))
})

test('a challenge that is refused: the claims are held again, in words for the shopper', async () => {
  const [sale, shopper] = [await bench.makeSale(), randomUUID()]
  const claimId = await bench.claim(shopper, sale)
  const payment = await bench.pay(shopper, sale, 'pm_card_threeDSecure2Required')
  if (payment.status !== 'requires_action' || payment.nextAction.type !== 'redirect_to_url') {
    throw new Error(`Expected a challenge, not ${JSON.stringify(payment)}`)
  }
  await fetch(payment.nextAction.url, {
    method: 'POST',
    body: new URLSearchParams({ outcome: 'refuse' }),
    redirect: 'manual',
  })
  await eventually(async () => expect((await bench.getClaim(claimId)).status).toBe('held'))
  expect(await bench.getOrder(payment.orderId)).toMatchObject({
    status: 'open',
    decline_reason: 'Your bank did not confirm the payment.',
  })
})

test('a slow bank: processing first, and nothing is given away meanwhile', async () => {
  const [sale, shopper] = [await bench.makeSale(), randomUUID()]
  const claimId = await bench.claim(shopper, sale)
  const payment = await bench.pay(shopper, sale, 'pm_sandbox_slow')
  expect(payment.status).toBe('processing')
  expect(await bench.getClaim(claimId)).toMatchObject({ status: 'paying' })
  await eventually(async () => expect(await bench.statusOf(orderIdOf(payment))).toBe('paid'))
})

test('time to pay runs out: the intent is cancelled at Stripe first, then the units are free', async () => {
  const [sale, shopper] = [await bench.makeSale({ paySeconds: 30 }), randomUUID()]
  await bench.claim(shopper, sale)
  const payment = await bench.pay(shopper, sale, 'pm_card_threeDSecure2Required')
  const orderId = orderIdOf(payment)
  await bench.sql`update orders set pay_expires_at = clock_timestamp() where id = ${orderId}`
  await eventually(async () => expect(await bench.statusOf(orderId)).toBe('cancelled'))
  const { payment_intent_id: intentId } = await bench.getOrder(orderId)
  expect((await bench.stripe.paymentIntents.retrieve(intentId)).status).toBe('canceled')
  expect(await bench.getItem(sale)).toEqual({ free: 5, held: 0, sold: 0 })
  expect(await bench.pay(shopper, sale, 'pm_card_visa')).toEqual({ status: 'nothing_held' })
})

describe('the same tap', () => {
  test('sent ten times at once is one order, one intent and one charge', async () => {
    const [sale, shopper, requestId] = [await bench.makeSale(), randomUUID(), randomUUID()]
    await bench.claim(shopper, sale)
    const taps = await Promise.all(
      Array.from({ length: 10 }, () => bench.pay(shopper, sale, 'pm_card_visa', requestId)),
    )
    expect(new Set(taps.map(orderIdOf)).size).toBe(1)
    const orderId = orderIdOf(taps[0] ?? {})
    await eventually(async () => expect(await bench.statusOf(orderId)).toBe('paid'))
    expect(taps.map((tap) => tap.status)).not.toContain('declined')
    expect(await bench.eventsOf(orderId, 'payment_intent.created')).toHaveLength(1)
    expect(await bench.eventsOf(orderId, 'payment_intent.succeeded')).toHaveLength(1)
  })

  test('sent again after a decline is told so, and does not charge the other card', async () => {
    const [sale, shopper, requestId] = [await bench.makeSale(), randomUUID(), randomUUID()]
    await bench.claim(shopper, sale)
    const declined = await bench.pay(shopper, sale, 'pm_card_visa_chargeDeclined', requestId)
    expect(await bench.pay(shopper, sale, 'pm_card_visa', requestId)).toMatchObject({ status: 'declined' })
    expect(await bench.eventsOf(orderIdOf(declined), 'payment_intent.succeeded')).toEqual([])
  })
})

test('two taps of one shopper, each its own request: one pays, the other is told that it is being paid', async () => {
  const [sale, shopper] = [await bench.makeSale(), randomUUID()]
  await bench.claim(shopper, sale)
  const first = await bench.pay(shopper, sale, 'pm_card_threeDSecure2Required')
  const second = await bench.pay(shopper, sale, 'pm_card_visa')
  expect(second).toEqual({ status: 'in_progress', orderId: orderIdOf(first) })
})

test('an empty bag opens no order and asks nothing of Stripe', async () => {
  const sale = await bench.makeSale()
  const before = (await bench.stripe.events.list({ limit: 1 })).data[0]?.id
  expect(await bench.pay(randomUUID(), sale, 'pm_card_visa')).toEqual({ status: 'nothing_held' })
  expect((await bench.stripe.events.list({ limit: 1 })).data[0]?.id).toBe(before)
})

test('a token that cannot be used is a decline, not a payment that hangs', async () => {
  const [sale, shopper] = [await bench.makeSale(), randomUUID()]
  const claimId = await bench.claim(shopper, sale)
  const { payForOrder } = await import('#lib/payments/pay-for-order.ts')
  const delivery = {
    email: 'ada@example.com',
    name: 'Ada',
    address: { line1: 'Kai 1', line2: '', postalCode: '1', city: 'Ulm', country: 'DE' },
  }
  const tap = {
    shopperId: shopper,
    saleId: sale.saleId,
    requestId: randomUUID(),
    confirmationToken: 'ctoken_no',
    delivery,
  }
  expect(await payForOrder(bench.deps, tap)).toMatchObject({ status: 'declined' })
  expect(await bench.getClaim(claimId)).toMatchObject({ status: 'held' })
})
