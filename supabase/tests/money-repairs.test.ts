import { expect, test } from 'vitest'
import { gapsOf, makeSale, settle, sql, startPayment, type TestSale, uuid } from './fixtures.ts'

/** Runs one statement as a signed-in user, kept. */
async function as<Row>(userId: string, statement: string): Promise<Row[]> {
  return (await sql.begin(async (tx) => {
    const amr = [{ method: 'totp', timestamp: Math.floor(Date.now() / 1000) }]
    const claims = JSON.stringify({ sub: userId, role: 'authenticated', aal: 'aal2', amr })
    await tx`select set_config('request.jwt.claims', ${claims}, true)`
    await tx`set local role authenticated`
    return tx.unsafe(statement)
  })) as unknown as Row[]
}

async function memberOf(sale: TestSale, role: string): Promise<string> {
  const id = uuid()
  await sql`insert into merchant_members values (${sale.merchantId}, ${id}, ${role})`
  return id
}

const repair = async (who: string, orderId: string, gap: string) =>
  (await as<{ outcome: string }>(who, `select repair_gap('${orderId}', '${gap}') as outcome`))[0]?.outcome

/** A payment that came after its units were gone, whose refund was given up. */
async function stuckRefund() {
  const sale = await makeSale({ stock: 1 })
  const { intent, total, order } = await startPayment(sale)
  await sql`select cancel_order(null, 'test', ${intent}, 'The time to pay ran out.')`
  await startPayment(sale)
  await settle(intent, total)
  const [row] = await sql`
    update outbox set parked_at = clock_timestamp(), attempts = 10, last_error = 'Stripe said no.'
    where dedupe_key = ${`refund_payment:${intent}`} returning id`
  return { sale, intent, total, orderId: order.order_id, rowId: Number(row?.id) }
}

test('parked work is seen by the merchant’s people only, without its payload, and tried again', async () => {
  const { sale, orderId, rowId } = await stuckRefund()
  const [manager, stranger] = [await memberOf(sale, 'manager'), await memberOf(await makeSale(), 'owner')]
  const seen = (who: string) =>
    as(who, 'select id, kind, order_id, attempts, last_error from outbox where parked_at is not null')
  expect(await seen(manager)).toEqual([
    {
      id: String(rowId),
      kind: 'refund_payment',
      order_id: orderId,
      attempts: 10,
      last_error: 'Stripe said no.',
    },
  ])
  expect(await seen(stranger)).toEqual([])
  await expect(as(manager, 'select payload from outbox')).rejects.toMatchObject({ code: '42501' })
  const retry = async (who: string) =>
    (await as<{ outcome: string }>(who, `select retry_outbox(${rowId}) as outcome`))[0]?.outcome
  expect(await retry(stranger)).toBe('not_allowed')
  expect(await retry(await memberOf(sale, 'packer'))).toBe('not_allowed')
  expect(await retry(manager)).toBe('queued')
  expect(await retry(manager)).toBe('not_parked')
  expect(await sql`select attempts, parked_at from outbox where id = ${rowId}`).toEqual([
    { attempts: 0, parked_at: null },
  ])
  expect(await sql`select gap, repair, repaired_by from money_repairs where order_id = ${orderId}`).toEqual([
    { gap: 'parked: refund_payment', repair: 'retry', repaired_by: manager },
  ])
})

test('a gap is shown to the people of its merchant with what its button does, and to nobody else', async () => {
  const { sale, orderId } = await stuckRefund()
  const [owner, stranger] = [await memberOf(sale, 'owner'), await memberOf(await makeSale(), 'owner')]
  const seen = (who: string) => as(who, 'select order_id, gap, repair from my_ledger_gaps()')
  expect(await seen(owner)).toEqual([{ order_id: orderId, gap: 'charged but cancelled', repair: 'refund' }])
  expect(await seen(stranger)).toEqual([])
  expect(await repair(stranger, orderId, 'charged but cancelled')).toBe('not_allowed')
  expect(await repair(await memberOf(sale, 'packer'), orderId, 'charged but cancelled')).toBe('not_allowed')
  expect(await repair(owner, uuid(), 'silent')).toBe('unknown_order')
})

test('pressing repair twice never refunds twice: the parked refund itself is tried again', async () => {
  const { sale, orderId, rowId, intent, total } = await stuckRefund()
  const owner = await memberOf(sale, 'owner')
  const presses = await Promise.all([1, 2, 3].map(() => repair(owner, orderId, 'charged but cancelled')))
  expect(presses.sort()).toEqual(['queued', 'under_way', 'under_way'])
  const rows =
    await sql`select id from outbox where payload ->> 'payment_intent_id' = ${intent} and kind like '%refund%'`
  expect(rows.map(({ id }) => Number(id))).toEqual([rowId])
  // Done in the meantime: there is nothing to repair any more.
  await sql`select refund_order(null, 'test', ${intent}, ${`re_${uuid()}`}, ${total})`
  expect(await repair(owner, orderId, 'charged but cancelled')).toBe('no_gap')
  expect(await gapsOf(sale.saleId)).toEqual([])
})

test('a refund that failed is repaired by another one of the same amount, once for each failure', async () => {
  const sale = await makeSale()
  const owner = await memberOf(sale, 'owner')
  const { intent, total, order } = await startPayment(sale)
  await settle(intent, total)
  const fail = () =>
    sql`select note_refund(null, 'test', ${intent}, ${`re_${uuid()}`}, ${total - 100}, null, 'failed', 'Card closed.')`
  const work = () =>
    sql`select (payload ->> 'amount_cents')::int as cents from outbox where kind = 'refund_payment' and order_id = ${order.order_id} order by id`
  await fail()
  expect(await repair(owner, order.order_id, 'refund failed')).toBe('queued')
  // The new refund is on its way: there is no gap any more, and a second press sends nothing.
  expect(await repair(owner, order.order_id, 'refund failed')).toBe('no_gap')
  expect(await work()).toEqual([{ cents: total - 100 }])
  const [own] = await sql`select id from refunds where order_id = ${order.order_id} and status = 'pending'`
  await sql`update outbox set done_at = clock_timestamp() where kind = 'refund_payment' and order_id = ${order.order_id}`
  await sql`select refuse_refund(${own?.id}, 'The card is closed.')`
  expect(await repair(owner, order.order_id, 'refund failed')).toBe('queued')
  expect(await work()).toEqual([{ cents: total - 100 }, { cents: total - 100 }])
})

test('a silent payment is looked up; what no button can know is left to a person', async () => {
  const sale = await makeSale()
  const owner = await memberOf(sale, 'owner')
  const { order } = await startPayment(sale)
  await sql`update orders set pay_expires_at = clock_timestamp() - interval '10 minutes' where id = ${order.order_id}`
  expect(await repair(owner, order.order_id, 'silent')).toBe('queued')
  expect(await repair(owner, order.order_id, 'silent')).toBe('under_way')
  const rows = await sql`select kind from outbox where order_id = ${order.order_id} and kind like 'look%'`
  expect(rows).toEqual([{ kind: 'look_up_payment' }])
  await sql`update orders set items_cents = items_cents + 1 where id = ${order.order_id}`
  expect(await repair(owner, order.order_id, 'lines do not add up')).toBe('by_hand')
})

test('the balance of money is what the entries say, for one’s own merchants', async () => {
  const sale = await makeSale({ stock: 5 })
  const owner = await memberOf(sale, 'manager')
  const pay = async () => {
    const payment = await startPayment(sale)
    await settle(payment.intent, payment.total)
    return payment
  }
  const [refunded, disputed] = [await pay(), await pay()]
  await sql`select refund_order(null, 'test', ${refunded.intent}, ${`re_${uuid()}`}, 300)`
  await sql`select record_dispute(null, 'test', ${disputed.intent}, ${`du_${uuid()}`}, 'lost', 'fraudulent', 1000, now())`
  const promised = await startPayment(sale)
  await sql`select authorise_order(null, 'test', ${promised.intent}, ${promised.total}, 'eur')`
  expect(await as(owner, 'select * from my_money()')).toEqual([
    {
      merchant_id: sale.merchantId,
      currency: 'EUR',
      charged_cents: '2000',
      refunded_cents: '300',
      disputed_cents: '1000',
      fee_cents: '0',
      authorised_cents: '1000',
      order_cents: '3000',
      paid_orders: '3',
    },
  ])
  expect(await as(uuid(), 'select * from my_money()')).toEqual([])
})
