import { expect, test } from 'vitest'
import {
  type Ask,
  auditOf,
  claimOne,
  getItem,
  getWait,
  joinLine,
  joinOne,
  leaveLine,
  makeSale,
  releaseClaim,
  runOut,
  type SaleOptions,
  sql,
  tick,
  uuid,
} from './fixtures.ts'
import { openTransaction } from './locks.ts'

/** A sale all of whose units one shopper holds. */
async function makeFullSale(options: SaleOptions = {}) {
  const sale = await makeSale({ stock: 1, ...options })
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: sale.itemId, quantity: options.stock ?? 1 })
  return { ...sale, holder: shopper, claimId: claim.claim_id }
}
const waitingFor = async (itemId: string) =>
  (await sql`select waiting from sale_items where id = ${itemId}`)[0]?.waiting

test('who comes when all units are held may wait, each behind those who came before', async () => {
  const sale = await makeFullSale()
  const [first, second] = await joinLine([{ item: sale.itemId }, { item: sale.itemId, quantity: 2 }])
  const third = await joinOne({ item: sale.itemId })
  expect(first).toMatchObject({ element: 1, outcome: 'waiting', status: 'waiting', place: '1' })
  expect(second).toMatchObject({ element: 2, place: '2', ahead_at_most: '1', quantity: 2 })
  expect(third).toMatchObject({ place: '3', ahead_at_most: '2', claim_id: null })
  expect(await waitingFor(sale.itemId)).toBe(3)
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('while a unit is free nobody waits for it: they are told to claim', async () => {
  const sale = await makeSale({ stock: 1 })
  expect(await joinOne({ item: sale.itemId })).toMatchObject({ outcome: 'units_free', wait_id: null })
  expect(await waitingFor(sale.itemId)).toBe(0)
})

test('nobody waits for what cannot come back', async () => {
  const sale = await makeSale({ stock: 0 })
  expect(await joinOne({ item: sale.itemId })).toMatchObject({ outcome: 'sold_out', wait_id: null })
})

test('each bad element gets its own answer and the good ones their places', async () => {
  const sale = await makeFullSale({ limit: 3 })
  const places = await joinLine([
    { item: sale.itemId },
    { item: sale.itemId, quantity: 0 },
    { item: sale.itemId, quantity: -5 },
    { item: sale.itemId, quantity: null },
    { item: sale.itemId, quantity: 1_000_000_000 },
    { item: sale.itemId, quantity: 4 },
    { item: uuid() },
    { item: null },
    { request: null, item: sale.itemId },
    { shopper: null, item: sale.itemId },
    { item: sale.itemId, quantity: 3 },
  ])
  expect(places.map((place) => place.outcome)).toEqual([
    'waiting',
    'invalid',
    'invalid',
    'invalid',
    'limit_reached',
    'limit_reached',
    'unknown_item',
    'invalid',
    'invalid',
    'invalid',
    'waiting',
  ])
  expect(places.map((place) => place.element)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(await waitingFor(sale.itemId)).toBe(2)
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('arrays of different lengths are refused as a bug of the caller', async () => {
  await expect(
    sql`select * from join_line(${[uuid()]}::uuid[], ${[uuid(), uuid()]}::uuid[], ${[uuid()]}::uuid[], ${[1]}::int[])`,
  ).rejects.toMatchObject({ code: 'ST003' })
  expect(await joinLine([])).toEqual([])
})

test.each([
  ['not_open', 'paused', 60],
  ['closed', 'closed', 60],
  ['closed', 'cancelled', 60],
  ['closed', 'draft', 60],
  ['closed', 'scheduled', -1],
])(
  'nobody joins the line (%s) of a sale that is %s and closes in %i s',
  async (outcome, status, closesIn) => {
    const sale = await makeFullSale()
    await sql`update sales set status = ${status}, opens_at = clock_timestamp() - interval '1 hour',
    closes_at = clock_timestamp() + ${closesIn} * interval '1 second' where id = ${sale.saleId}`
    expect(await joinOne({ item: sale.itemId })).toMatchObject({ outcome, wait_id: null })
    expect(await waitingFor(sale.itemId)).toBe(0)
  },
)

test('nobody joins the line before the sale opens', async () => {
  const sale = await makeFullSale()
  await sql`update sales set opens_at = clock_timestamp() + interval '1 minute' where id = ${sale.saleId}`
  expect((await joinOne({ item: sale.itemId })).outcome).toBe('not_open')
})

test('closing time is the clock after the lock: who waits past it to join finds the sale closed', async () => {
  const sale = await makeFullSale()
  const blocker = await openTransaction()
  await blocker.sql`select 1 from sale_items where id = ${sale.itemId} for update`
  const joining = joinOne({ item: sale.itemId })
  await blocker.untilWaitedFor()
  await sql`update sales set closes_at = clock_timestamp() where id = ${sale.saleId}`
  await blocker.commit()
  expect((await joining).outcome).toBe('closed')
})

test('nobody jumps the line by asking again: retries and new requests find the place they have', async () => {
  const sale = await makeFullSale()
  const mine: Ask = { shopper: uuid(), request: uuid(), item: sale.itemId }
  const again = { ...mine, request: uuid() }
  const [first, other, twin, second] = await joinLine([mine, { item: sale.itemId }, mine, again])
  expect([first, other, twin, second].map((place) => place?.outcome)).toEqual([
    'waiting',
    'waiting',
    'repeated',
    'repeated',
  ])
  const later = await Promise.all([joinOne(mine), joinOne(again), joinOne({ ...mine, request: uuid() })])
  for (const place of [twin, second, ...later]) {
    expect(place).toMatchObject({ wait_id: first?.wait_id, place: '1' })
  }
  expect(await waitingFor(sale.itemId)).toBe(2)
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('who leaves and comes back stands at the end', async () => {
  const sale = await makeFullSale()
  const mine: Ask = { shopper: uuid(), request: uuid(), item: sale.itemId }
  const first = await joinOne(mine)
  const other = await joinOne({ item: sale.itemId })
  expect(await leaveLine(first.wait_id, mine.shopper ?? '')).toBe('left')
  expect(await joinOne(mine)).toMatchObject({ outcome: 'repeated', status: 'left' })
  const back = await joinOne({ ...mine, request: uuid() })
  expect(back).toMatchObject({ outcome: 'waiting', place: '3', ahead_at_most: '1' })
  await releaseClaim(sale.claimId, sale.holder)
  expect(await getWait(other.wait_id)).toMatchObject({ status: 'offered' })
  expect(await getWait(back.wait_id)).toMatchObject({ status: 'waiting' })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a place is given up once, and by its shopper only', async () => {
  const sale = await makeFullSale()
  const shopper = uuid()
  const place = await joinOne({ shopper, item: sale.itemId })
  expect(await leaveLine(place.wait_id, uuid())).toBe('unknown_wait')
  expect(await leaveLine(uuid(), shopper)).toBe('unknown_wait')
  const answers = await Promise.all(Array.from({ length: 5 }, () => leaveLine(place.wait_id, shopper)))
  expect(answers.sort()).toEqual([...Array(4).fill('already_over'), 'left'])
  expect(await waitingFor(sale.itemId)).toBe(0)
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a line is as long as the sale allows, and a place that is given up can be taken', async () => {
  const sale = await makeFullSale({ lineMax: 2 })
  const shopper = uuid()
  const [first] = await joinLine([{ shopper, item: sale.itemId }, { item: sale.itemId }])
  expect(await joinOne({ item: sale.itemId })).toMatchObject({ outcome: 'line_full', wait_id: null })
  await leaveLine(first?.wait_id ?? null, shopper)
  expect((await joinOne({ item: sale.itemId })).outcome).toBe('waiting')
  const closed = await makeFullSale({ lineMax: 0 })
  expect((await joinOne({ item: closed.itemId })).outcome).toBe('line_full')
})

test('one person has one place, whichever of their sessions asks', async () => {
  const sale = await makeFullSale()
  const guest = uuid()
  const account = uuid()
  await sql`select link_shoppers(${guest}, ${account})`
  const place = await joinOne({ shopper: guest, item: sale.itemId })
  expect(await joinOne({ shopper: account, item: sale.itemId })).toMatchObject({
    outcome: 'repeated',
    wait_id: place.wait_id,
  })
})

test('who let too many claims run out may not wait either', async () => {
  const sale = await makeSale({ stock: 1, limit: 1, lapsesForgiven: 0 })
  const shopper = uuid()
  const claim = await claimOne({ shopper, item: sale.itemId })
  await runOut([claim.claim_id])
  await tick()
  await claimOne({ item: sale.itemId })
  expect(await joinOne({ shopper, item: sale.itemId })).toMatchObject({ outcome: 'limit_reached' })
})

test('a place in line makes only the moves of the design, and is kept', async () => {
  const sale = await makeFullSale()
  const place = await joinOne({ item: sale.itemId })
  for (const broken of [
    sql`update waits set status = 'taken' where id = ${place.wait_id}`,
    sql`update waits set place = 0 where id = ${place.wait_id}`,
    sql`update waits set quantity = 2 where id = ${place.wait_id}`,
    sql`update waits set shopper_id = ${uuid()} where id = ${place.wait_id}`,
  ]) {
    await expect(broken).rejects.toMatchObject({ code: 'ST002' })
  }
  await expect(sql`delete from waits where id = ${place.wait_id}`).rejects.toMatchObject({ code: 'ST001' })
  const copy = (itemPlace: number, shopper: string) => sql`
    insert into waits (request_id, sale_id, item_id, shopper_id, quantity, place)
    select gen_random_uuid(), sale_id, item_id, ${shopper}, 1, ${itemPlace} from waits where id = ${place.wait_id}`
  await expect(copy(1, uuid())).rejects.toMatchObject({ constraint_name: 'one_wait_per_place' })
  const [mine] = await sql`select shopper_id from waits where id = ${place.wait_id}`
  await expect(copy(2, mine?.shopper_id)).rejects.toMatchObject({
    constraint_name: 'waits_one_place_each_idx',
  })
})

test('a line that was tampered with is found by the audit', async () => {
  const sale = await makeFullSale()
  await joinOne({ item: sale.itemId })
  await sql`update sale_items set waiting = waiting + 1, next_place = next_place + 1 where id = ${sale.itemId}`
  const rows = await sql`select counter from audit_stock(${sale.saleId}) order by counter`
  expect(rows.map((row) => row.counter)).toEqual(['last place', 'places', 'waiting'])
})

test('those who wait cost the item nothing: it is as full as before', async () => {
  const sale = await makeFullSale({ stock: 4 })
  await joinLine(Array.from({ length: 5 }, () => ({ item: sale.itemId })))
  expect(await getItem(sale.itemId)).toMatchObject({ stock: 4, free: 0, held: 4, sold: 0 })
})
