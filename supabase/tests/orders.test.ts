import { expect, test } from 'vitest'
import {
  address,
  auditOf,
  claimOne,
  gapsOf,
  getClaim,
  getItem,
  getOrder,
  makeSale,
  openOrder,
  settle,
  sql,
  startPayment,
  uuid,
} from './fixtures.ts'

const decline = async (intent: string, event: string | null = `evt_${uuid()}`) =>
  (
    await sql`select decline_order(${event}, 'payment_intent.payment_failed', ${intent}, 'Your card was declined.') as outcome`
  )[0]?.outcome
const cancel = async (intent: string, event: string | null = null) =>
  (
    await sql`select cancel_order(${event}, 'payment_intent.canceled', ${intent}, 'The time to pay ran out.') as outcome`
  )[0]?.outcome

test('the bag becomes an order with prices frozen and shipping included', async () => {
  const sale = await makeSale({ priceCents: 2500, shippingCents: 490, items: 2 })
  const shopper = uuid()
  await claimOne({ shopper, item: sale.itemIds[0] ?? null, quantity: 2 })
  await claimOne({ shopper, item: sale.itemIds[1] ?? null })
  const order = await openOrder(shopper, sale.saleId)
  expect(order).toMatchObject({ outcome: 'opened', attempt: 1, total_cents: '7990', status: 'paying' })
  await sql`update sale_items set price_cents = 1 where sale_id = ${sale.saleId}`
  expect(await getOrder(order.order_id)).toMatchObject({
    total_cents: '7990',
    number: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
  })
  const claims = await sql`select status, order_id from claims where shopper_id = ${shopper}`
  expect(claims.every((claim) => claim.status === 'paying' && claim.order_id === order.order_id)).toBe(true)
})

test('a double tap on pay is one attempt of one order', async () => {
  const sale = await makeSale()
  const shopper = uuid()
  const request = uuid()
  await claimOne({ shopper, item: sale.itemId })
  const answers = await Promise.all(Array.from({ length: 8 }, () => openOrder(shopper, sale.saleId, request)))
  expect(answers.filter((answer) => answer.outcome === 'opened')).toHaveLength(1)
  expect(answers.filter((answer) => answer.outcome === 'repeated')).toHaveLength(7)
  expect(new Set(answers.map((answer) => `${answer.order_id}:${answer.attempt}`)).size).toBe(1)
})

test('two taps with two request ids pay once: the other is told that a payment is under way', async () => {
  const sale = await makeSale()
  const shopper = uuid()
  await claimOne({ shopper, item: sale.itemId })
  const answers = await Promise.all(Array.from({ length: 6 }, () => openOrder(shopper, sale.saleId)))
  expect(answers.map((answer) => answer.outcome).sort()).toEqual([...Array(5).fill('in_progress'), 'opened'])
})

test('a claim that has run out is never charged', async () => {
  const sale = await makeSale({ holdSeconds: 1 })
  const shopper = uuid()
  await claimOne({ shopper, item: sale.itemId })
  await sql`select pg_sleep(1.05)`
  expect(await openOrder(shopper, sale.saleId)).toMatchObject({ outcome: 'nothing_held', order_id: null })
  expect(await sql`select 1 from orders where shopper_id = ${shopper}`).toHaveLength(0)
})

test('a contact that cannot be right opens nothing', async () => {
  const sale = await makeSale()
  const shopper = uuid()
  await claimOne({ shopper, item: sale.itemId })
  for (const [email, name, place] of [
    ['nobody', 'Ada', address],
    ['a@b.test', '', address],
    ['a@b.test', 'Ada', []],
  ] as const) {
    const [order] =
      await sql`select outcome from open_order(${shopper}, ${sale.saleId}, ${uuid()}, ${email}, ${name}, ${sql.json(place)})`
    expect(order?.outcome).toBe('invalid')
  }
})

test('an order keeps the language of the last tap, and knows only those the shop speaks', async () => {
  const sale = await makeSale()
  const shopper = uuid()
  await claimOne({ shopper, item: sale.itemId })
  const open = async (language: string | null) => {
    const [order] = await sql`
      select outcome, order_id from open_order(
        ${shopper}, ${sale.saleId}, ${uuid()}, 'a@b.test', 'Ada', ${sql.json(address)}, null, ${language})`
    return order
  }
  for (const language of ['xx', '', 'DE', null]) expect((await open(language))?.outcome).toBe('invalid')
  const order = await open('de')
  expect(await getOrder(order?.order_id)).toMatchObject({ status: 'paying', language: 'de' })
  await sql`select abandon_attempt(${order?.order_id}, 1, 'declined')`
  await open('ar')
  expect(await getOrder(order?.order_id)).toMatchObject({ language: 'ar' })
  await expect(sql`update orders set language = 'xx' where id = ${order?.order_id}`).rejects.toThrow(
    /orders_language_check/,
  )
})

test('a success sells the units, enters the money and mails once, however often and late it is told', async () => {
  const sale = await makeSale({ stock: 5, shippingCents: 490 })
  const { order, claim, intent, total } = await startPayment(sale, 2)
  const event = `evt_${uuid()}`
  const answers = await Promise.all([
    settle(intent, total, event),
    settle(intent, total, event),
    settle(intent, total),
  ])
  expect(answers.filter((answer) => answer === 'settled')).toHaveLength(1)
  expect(await settle(intent, total, event)).toBe('duplicate')
  expect(await settle(intent, total)).toBe('already_paid')
  expect(await decline(intent)).toBe('not_paying')
  expect(await cancel(intent)).toBe('already_paid')
  expect(await getOrder(order.order_id)).toMatchObject({ status: 'paid' })
  expect(await getClaim(claim.claim_id)).toMatchObject({ status: 'paid' })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 3, held: 0, sold: 2 })
  expect(await sql`select kind, amount_cents from money_entries where order_id = ${order.order_id}`).toEqual([
    { kind: 'charged', amount_cents: String(total) },
  ])
  expect(await sql`select 1 from outbox where payload ->> 'order_id' = ${order.order_id}`).toHaveLength(1)
  expect(await auditOf(sale.saleId)).toEqual([])
  expect(await gapsOf(sale.saleId)).toEqual([])
})

test('a declined card gives the claims back for at least a minute and another card pays the same order', async () => {
  const sale = await makeSale({ holdSeconds: 1 })
  const { shopper, order, claim, intent, total } = await startPayment(sale)
  expect(await decline(intent)).toBe('declined')
  const back = await getClaim(claim.claim_id)
  expect(back).toMatchObject({ status: 'held' })
  expect(back?.expires_at.getTime() - Date.now()).toBeGreaterThan(55_000)
  expect(await getOrder(order.order_id)).toMatchObject({
    status: 'open',
    decline_reason: 'Your card was declined.',
  })
  const second = await openOrder(shopper, sale.saleId)
  expect(second).toMatchObject({
    outcome: 'opened',
    order_id: order.order_id,
    attempt: 2,
    payment_intent_id: intent,
  })
  expect(await settle(intent, total)).toBe('settled')
  expect(await auditOf(sale.saleId)).toEqual([])
  expect(await gapsOf(sale.saleId)).toEqual([])
})

test('a success overtaken by a decline still settles while the units are there', async () => {
  const sale = await makeSale()
  const { order, intent, total } = await startPayment(sale)
  await decline(intent)
  expect(await settle(intent, total)).toBe('settled')
  expect(await getOrder(order.order_id)).toMatchObject({ status: 'paid' })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('the units of a paying order go back only when its intent is dead', async () => {
  const sale = await makeSale({ stock: 1 })
  const { order, claim, intent } = await startPayment(sale)
  expect(await cancel(intent)).toBe('cancelled')
  expect(await cancel(intent)).toBe('cancelled')
  expect(await getClaim(claim.claim_id)).toMatchObject({ status: 'released' })
  expect(await getOrder(order.order_id)).toMatchObject({ status: 'cancelled' })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 1, held: 0 })
})

test('a payment that comes late takes free units again', async () => {
  const sale = await makeSale({ stock: 1 })
  const { order, intent, total } = await startPayment(sale)
  await cancel(intent)
  expect(await settle(intent, total)).toBe('settled')
  expect(await getOrder(order.order_id)).toMatchObject({ status: 'paid' })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 0, held: 0, sold: 1 })
  expect(await auditOf(sale.saleId)).toEqual([])
  expect(await gapsOf(sale.saleId)).toEqual([])
})

test('a payment that comes late when the units are gone is refunded, never oversold', async () => {
  const sale = await makeSale({ stock: 1 })
  const { order, intent, total } = await startPayment(sale)
  await cancel(intent)
  await claimOne({ item: sale.itemId })
  expect(await settle(intent, total)).toBe('refund_due')
  expect(await getItem(sale.itemId)).toMatchObject({ free: 0, held: 1, sold: 0 })
  expect(
    await sql`select 1 from outbox where kind = 'refund_payment' and payload ->> 'payment_intent_id' = ${intent}`,
  ).toHaveLength(1)
  expect(await gapsOf(sale.saleId)).toMatchObject([{ gap: 'charged but cancelled' }])
  const [refund] =
    await sql`select refund_order(${`evt_${uuid()}`}, 'refund.created', ${intent}, ${`re_${uuid()}`}, ${total}) as outcome`
  expect(refund?.outcome).toBe('refunded')
  expect(await getOrder(order.order_id)).toMatchObject({ status: 'refunded' })
  expect(await gapsOf(sale.saleId)).toEqual([])
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a charge of the wrong amount is not a paid order', async () => {
  const sale = await makeSale()
  const { order, intent, total } = await startPayment(sale)
  expect(await settle(intent, total - 1)).toBe('amount_differs')
  expect(await getOrder(order.order_id)).toMatchObject({ status: 'cancelled' })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 10, sold: 0 })
})

test('an intent that the server had no time to attach is found by the order in its metadata', async () => {
  const sale = await makeSale()
  const shopper = uuid()
  await claimOne({ shopper, item: sale.itemId })
  const order = await openOrder(shopper, sale.saleId)
  expect(await settle('pi_unknown', 1000)).toBe('unknown_order')
  expect(await settle(`pi_${uuid()}`, 1000, `evt_${uuid()}`, order.order_id)).toBe('settled')
})

test('an attempt that never reached Stripe gives the claims back, but not once there is an intent', async () => {
  const sale = await makeSale()
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: sale.itemId })
  const order = await openOrder(shopper, sale.saleId)
  const abandon = async (id: string, attempt: number) =>
    (await sql`select abandon_attempt(${id}, ${attempt}, 'Stripe is busy.') as outcome`)[0]?.outcome
  expect(await abandon(order.order_id, 1)).toBe('abandoned')
  expect(await getClaim(claim.claim_id)).toMatchObject({ status: 'held' })
  expect(await abandon(order.order_id, 1)).toBe('not_paying')
  const { order: other } = await startPayment(sale)
  expect(await abandon(other.order_id, 1)).toBe('has_intent')
})

test('paying late does not lift the limit: what was taken meanwhile counts, and the money goes back', async () => {
  const sale = await makeSale({ stock: 5, limit: 1 })
  const { shopper, claim, intent, total } = await startPayment(sale)
  const [cancelled] = await sql`select cancel_order(null, 'test', ${intent}, 'too late') as outcome`
  expect(cancelled?.outcome).toBe('cancelled')
  expect((await claimOne({ shopper, item: sale.itemId })).outcome).toBe('claimed')
  expect(await settle(intent, total)).toBe('refund_due')
  expect(await getClaim(claim.claim_id)).toMatchObject({ status: 'released' })
  expect(await auditOf(sale.saleId)).toEqual([])
})
