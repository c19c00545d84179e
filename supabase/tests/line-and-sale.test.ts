import { expect, test } from 'vitest'
import {
  auditOf,
  getItem,
  getOrder,
  getWait,
  joinOne,
  makeSale,
  openOrder,
  settle,
  sql,
  startPayment,
  tick,
  uuid,
} from './fixtures.ts'
import { makeLine, offerOf, pause, resume, statuses } from './lines.ts'

test('nothing is offered during a pause, and its end serves the line before anybody else', async () => {
  const { sale, giveBack, line } = await makeLine(2, { stock: 3 })
  await pause(sale)
  for (let n = 0; n < 3; n++) await giveBack(n)
  await tick()
  expect(await statuses(line)).toEqual(['waiting', 'waiting'])
  await resume(sale)
  expect(await statuses(line)).toEqual(['offered', 'offered'])
  expect(await getItem(sale.itemId)).toMatchObject({ free: 1, held: 2 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a restock serves the line first, also when everything was sold', async () => {
  const { sale, line } = await makeLine(2)
  await sql`select restock(${sale.itemId}, 1, 'found one', ${uuid()})`
  expect(await statuses(line)).toEqual(['offered', 'waiting'])
  await sql`select restock(${sale.itemId}, 5, 'found a box', ${uuid()})`
  expect(await statuses(line)).toEqual(['offered', 'offered'])
  expect(await getItem(sale.itemId)).toMatchObject({ stock: 7, free: 4, held: 3 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('the end of a sale sends the line home: closed, cancelled, or by the clock', async () => {
  const closed = await makeLine(2)
  await sql`select close_sale(${closed.sale.saleId}, 'test', ${uuid()})`
  expect(await statuses(closed.line)).toEqual(['over', 'over'])
  const cancelled = await makeLine(3, { stock: 1 })
  await cancelled.giveBack(0)
  await sql`select cancel_sale(${cancelled.sale.saleId}, 'test', ${uuid()})`
  // The first had an offer, which the cancellation took: they did not leave.
  expect(await statuses(cancelled.line)).toEqual(['over', 'over', 'over'])
  const ended = await makeLine(2)
  await sql`update sales set closes_at = clock_timestamp() where id = ${ended.sale.saleId}`
  await ended.giveBack(0)
  await tick()
  expect(await statuses(ended.line)).toEqual(['over', 'over'])
  expect(await getItem(ended.sale.itemId)).toMatchObject({ free: 1, held: 0 })
  for (const { sale } of [closed, cancelled, ended]) expect(await auditOf(sale.saleId)).toEqual([])
})

test('an offer made before the sale closed may still be paid', async () => {
  const { sale, giveBack, line } = await makeLine(1)
  await giveBack(0)
  await sql`select close_sale(${sale.saleId}, 'test', ${uuid()})`
  expect(await openOrder(line[0]?.shopper ?? '', sale.saleId)).toMatchObject({ outcome: 'opened' })
  expect(await statuses(line)).toEqual(['taken'])
})

test('an offer is told once: one mail, one message on a channel that only its shopper hears', async () => {
  const { sale, giveBack, line } = await makeLine(1)
  const [mine] = line
  await giveBack(0)
  await tick()
  const payload = { wait_id: mine?.waitId, claim_id: await offerOf(mine?.waitId) }
  const mails =
    await sql`select kind, payload from outbox where payload ->> 'wait_id' = ${mine?.waitId ?? ''}`
  expect(mails).toEqual([{ kind: 'offer_mail', payload }])
  const topic = `shopper:${mine?.shopper}`
  const messages = await sql`select private, event, payload from realtime.messages where topic = ${topic}`
  expect(messages).toMatchObject([
    { private: true, event: 'offer', payload: { ...payload, item_id: sale.itemId, sale_id: sale.saleId } },
  ])
  const heardBy = async (role: string, user: string) =>
    sql.begin(async (tx) => {
      const claims = JSON.stringify({ sub: user, role })
      await tx`select set_config('request.jwt.claims', ${claims}, true), set_config('realtime.topic', ${topic}, true),
        set_config('role', ${role}, true)`
      return (await tx`select id from realtime.messages where topic = ${topic}`).length
    })
  expect(await heardBy('authenticated', mine?.shopper ?? '')).toBe(1)
  expect(await heardBy('authenticated', uuid())).toBe(0)
  expect(await heardBy('anon', uuid())).toBe(0)
})

test('a payment that comes late takes nothing from those in line', async () => {
  const sale = await makeSale({ stock: 1 })
  const { intent, order, total } = await startPayment(sale)
  const place = await joinOne({ item: sale.itemId })
  // Free while somebody waits, because the sale is paused.
  await pause(sale)
  await sql`select cancel_order(null, 'test', ${intent}, 'too late')`
  expect(await getItem(sale.itemId)).toMatchObject({ free: 1, held: 0 })
  expect(await settle(intent, total)).toBe('refund_due')
  expect(await getOrder(order.order_id)).toMatchObject({ status: 'cancelled' })
  await resume(sale)
  expect(await getWait(place.wait_id)).toMatchObject({ status: 'offered' })
  expect(await auditOf(sale.saleId)).toEqual([])
})
