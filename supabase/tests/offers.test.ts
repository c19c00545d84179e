import { expect, test } from 'vitest'
import {
  auditOf,
  claimOne,
  claimStock,
  getClaim,
  getItem,
  getWait,
  joinLine,
  joinOne,
  leaveLine,
  makeSale,
  openOrder,
  releaseClaim,
  runOut,
  settle,
  sql,
  tick,
  uuid,
} from './fixtures.ts'
import { makeLine, offerOf, pause, statuses } from './lines.ts'

test('units that come free are offered in order of place, for the shorter time of an offer', async () => {
  const { sale, giveBack, line } = await makeLine(3, { stock: 2, offerSeconds: 60 })
  await giveBack(1)
  expect(await statuses(line)).toEqual(['offered', 'waiting', 'waiting'])
  await giveBack(0)
  expect(await statuses(line)).toEqual(['offered', 'offered', 'waiting'])
  const claim = await getClaim(await offerOf(line[0]?.waitId))
  expect(claim).toMatchObject({ status: 'held', position: '3' })
  const left = claim?.expires_at.getTime() - Date.now()
  expect(left).toBeGreaterThan(50_000)
  expect(left).toBeLessThan(65_000)
  expect(await getItem(sale.itemId)).toMatchObject({ free: 0, held: 2, next_position: '5' })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('who wants more than came free is offered what there is, so that no unit lies idle', async () => {
  const sale = await makeSale({ stock: 3 })
  const shopper = uuid()
  const two = await claimOne({ shopper, item: sale.itemId, quantity: 2 })
  const one = await claimOne({ shopper, item: sale.itemId })
  const [first, second] = await joinLine([{ item: sale.itemId, quantity: 3 }, { item: sale.itemId }])
  await releaseClaim(two.claim_id, shopper)
  const [offer] = await sql`select quantity from claims where id = ${await offerOf(first?.wait_id)}`
  expect(offer?.quantity).toBe(2)
  expect(await getWait(second?.wait_id ?? null)).toMatchObject({ status: 'waiting' })
  await releaseClaim(one.claim_id, shopper)
  expect(await getWait(second?.wait_id ?? null)).toMatchObject({ status: 'offered' })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('what the line does not want is free for everybody', async () => {
  const sale = await makeSale({ stock: 3 })
  const shopper = uuid()
  const all = await claimOne({ shopper, item: sale.itemId, quantity: 3 })
  const place = await joinOne({ item: sale.itemId })
  await releaseClaim(all.claim_id, shopper)
  expect(await getWait(place.wait_id)).toMatchObject({ status: 'offered' })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 2, held: 1 })
  expect((await claimOne({ item: sale.itemId, quantity: 2 })).outcome).toBe('claimed')
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('who comes fresh never gets a unit past those who wait, alone or in a batch', async () => {
  const { sale, giveBack, line } = await makeLine(1)
  // Free, and not offered yet: as between the end of a pause and what follows it.
  await pause(sale)
  await giveBack(0)
  await sql`update sales set status = 'scheduled' where id = ${sale.saleId}`
  expect(await getItem(sale.itemId)).toMatchObject({ free: 1, held: 0 })
  expect((await claimOne({ item: sale.itemId })).outcome).toBe('all_held')
  const batch = await claimStock([{ item: sale.itemId }, { item: sale.itemId }, { item: sale.itemId }])
  expect(batch.map((answer) => answer.outcome)).toEqual(['all_held', 'all_held', 'all_held'])
  expect((await joinOne({ item: sale.itemId })).outcome).toBe('waiting')
  // Not even the first in line: theirs comes as an offer.
  expect((await claimOne({ shopper: line[0]?.shopper ?? '', item: sale.itemId })).outcome).toBe('all_held')
  expect((await tick()).offered).toBeGreaterThanOrEqual(1)
  expect(await statuses(line)).toEqual(['offered'])
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('an offer that lapses goes on to the next in the same tick, and so on down the line', async () => {
  const { sale, giveBack, line } = await makeLine(3)
  await giveBack(0)
  for (let n = 0; n < 3; n++) {
    await runOut([await offerOf(line[n]?.waitId)])
    await tick()
    expect(await statuses(line)).toEqual(
      [0, 1, 2].map((k) => (k <= n ? 'lapsed' : k === n + 1 ? 'offered' : 'waiting')),
    )
    const [claim] = await sql`select lapsed_at from claims where id = ${await offerOf(line[n]?.waitId)}`
    expect(claim?.lapsed_at).toBeInstanceOf(Date)
  }
  expect(await getItem(sale.itemId)).toMatchObject({ free: 1, held: 0 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('claims that run out go to the line within one tick, however many there are', async () => {
  const { sale, claimIds, line } = await makeLine(8, { stock: 5 })
  await runOut(claimIds)
  await tick()
  expect(await statuses(line)).toEqual([...Array(5).fill('offered'), ...Array(3).fill('waiting')])
  const offers = await sql`select w.place, c.position from waits w join claims c on c.id = w.claim_id
    where w.item_id = ${sale.itemId} order by w.place`
  expect(offers.map((offer) => [offer.place, offer.position])).toEqual([
    ['1', '6'],
    ['2', '7'],
    ['3', '8'],
    ['4', '9'],
    ['5', '10'],
  ])
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('an offer is taken once its payment starts, and is not taken back by time', async () => {
  const { sale, giveBack, line } = await makeLine(2)
  await giveBack(0)
  const order = await openOrder(line[0]?.shopper ?? '', sale.saleId)
  expect(await statuses(line)).toEqual(['taken', 'waiting'])
  await sql`update orders set pay_expires_at = clock_timestamp() where id = ${order.order_id}`
  await tick()
  expect(await statuses(line)).toEqual(['taken', 'waiting'])
  await sql`select attach_intent(${order.order_id}, 1, ${`pi_${order.order_id}`})`
  expect(await settle(`pi_${order.order_id}`, Number(order.total_cents))).toBe('settled')
  expect(await getItem(sale.itemId)).toMatchObject({ free: 0, held: 0, sold: 1 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('an offer whose payment failed and whose time is up goes on to the next', async () => {
  const { sale, giveBack, line } = await makeLine(2)
  await giveBack(0)
  const order = await openOrder(line[0]?.shopper ?? '', sale.saleId)
  await sql`select abandon_attempt(${order.order_id}, 1, 'declined')`
  await runOut([await offerOf(line[0]?.waitId)])
  await tick()
  expect(await statuses(line)).toEqual(['taken', 'offered'])
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('who leaves with an offer passes it on', async () => {
  const { sale, giveBack, line } = await makeLine(2)
  await giveBack(0)
  expect(await leaveLine(line[0]?.waitId ?? null, line[0]?.shopper ?? '')).toBe('left')
  expect(await statuses(line)).toEqual(['left', 'offered'])
  await openOrder(line[1]?.shopper ?? '', sale.saleId)
  expect(await leaveLine(line[1]?.waitId ?? null, line[1]?.shopper ?? '')).toBe('already_over')
  expect(await statuses(line)).toEqual(['left', 'taken'])
  expect(await auditOf(sale.saleId)).toEqual([])
})

test("an offer keeps to the person's limit as it is then: less, or none and the next one's turn", async () => {
  const sale = await makeSale({ stock: 6, limit: 3 })
  const holders = Array.from({ length: 3 }, () => uuid())
  const claims = await claimStock(holders.map((shopper) => ({ shopper, item: sale.itemId, quantity: 2 })))
  const [full, half, last] = Array.from({ length: 3 }, () => uuid())
  const line = await joinLine(
    [full, half, last].map((shopper) => ({ shopper, item: sale.itemId, quantity: 3 })),
  )
  // They turn out to be people who hold units already.
  await sql`select link_shoppers(${full ?? ''}, ${holders[0] ?? ''}), link_shoppers(${half ?? ''}, ${holders[1] ?? ''})`
  await sql`update sale_items set limit_per_shopper = 2 where id = ${sale.itemId}`
  await releaseClaim(claims[2]?.claim_id ?? null, holders[2] ?? '')
  expect(await statuses(line.map((place) => ({ waitId: place.wait_id })))).toEqual([
    'over',
    'over',
    'offered',
  ])
  const [offer] = await sql`select quantity from claims where id = ${await offerOf(line[2]?.wait_id)}`
  expect(offer?.quantity).toBe(2)
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('two places of one person, joined before they were known to be one, share one limit', async () => {
  const sale = await makeSale({ stock: 3, limit: 2 })
  const holder = uuid()
  const held = await claimOne({ shopper: holder, item: sale.itemId, quantity: 2 })
  await claimOne({ item: sale.itemId })
  const [guest = '', other = '', account = ''] = [uuid(), uuid(), uuid()]
  const line = await joinLine([
    { shopper: guest, item: sale.itemId, quantity: 1 },
    { shopper: account, item: sale.itemId, quantity: 2 },
    { shopper: other, item: sale.itemId, quantity: 1 },
  ])
  await sql`select link_shoppers(${guest}, ${account})`
  await sql`update sale_items set limit_per_shopper = 1 where id = ${sale.itemId}`
  await releaseClaim(held.claim_id, holder)
  expect(await statuses(line.map((place) => ({ waitId: place.wait_id })))).toEqual([
    'offered',
    'over',
    'offered',
  ])
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('an offer keeps to the hold budget as it is then', async () => {
  const sale = await makeSale({ stock: 2, limit: 2, items: 2, lapsesForgiven: 0 })
  const holder = uuid()
  const held = await claimOne({ shopper: holder, item: sale.itemId, quantity: 2 })
  const shopper = uuid()
  const mine = await claimOne({ shopper, item: sale.itemIds[1] ?? null })
  const place = await joinOne({ shopper, item: sale.itemId, quantity: 2 })
  await runOut([mine.claim_id])
  await tick()
  await releaseClaim(held.claim_id, holder)
  const [offer] = await sql`select quantity from claims where id = ${await offerOf(place.wait_id)}`
  expect(offer?.quantity).toBe(1)
  expect(await getItem(sale.itemId)).toMatchObject({ free: 1, held: 1 })
})
