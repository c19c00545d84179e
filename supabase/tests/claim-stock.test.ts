import { expect, test } from 'vitest'
import { auditOf, claimOne, claimStock, getItem, makeSale, sql, uuid } from './fixtures.ts'

const outcomes = (answers: { outcome: string }[]) => answers.map((answer) => answer.outcome)

test('a claim holds units for the hold time of the sale and counts them', async () => {
  const sale = await makeSale({ stock: 5, holdSeconds: 90 })
  const answer = await claimOne({ item: sale.itemId, quantity: 2 })
  expect(answer).toMatchObject({
    element: 1,
    outcome: 'claimed',
    status: 'held',
    quantity: 2,
    position: '1',
    free_after: 3,
  })
  const left = (answer.expires_at?.getTime() ?? 0) - Date.now()
  expect(left).toBeGreaterThan(80_000)
  expect(left).toBeLessThan(100_000)
  expect(await getItem(sale.itemId)).toMatchObject({ free: 3, held: 2, sold: 0 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('five hundred shoppers in many concurrent batches never get more than the stock', async () => {
  const sale = await makeSale({ stock: 100 })
  const batches = await Promise.all(
    Array.from({ length: 50 }, () => claimStock(Array.from({ length: 10 }, () => ({ item: sale.itemId })))),
  )
  const all = batches.flat()
  expect(all.filter((answer) => answer.outcome === 'claimed')).toHaveLength(100)
  expect(all.filter((answer) => answer.outcome === 'all_held')).toHaveLength(400)
  const positions = await sql`select position from claims where item_id = ${sale.itemId} order by position`
  expect(positions.map((row) => Number(row.position))).toEqual(Array.from({ length: 100 }, (_, n) => n + 1))
  expect(await getItem(sale.itemId)).toMatchObject({ free: 0, held: 100 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('the same request twice at the same time makes one claim', async () => {
  const sale = await makeSale({ stock: 5 })
  const ask = { request: uuid(), shopper: uuid(), item: sale.itemId }
  const answers = await Promise.all(Array.from({ length: 10 }, () => claimOne(ask)))
  expect(outcomes(answers).sort()).toEqual(['claimed', ...Array(9).fill('repeated')])
  expect(new Set(answers.map((answer) => answer.claim_id)).size).toBe(1)
  expect(await claimOne(ask)).toMatchObject({ outcome: 'repeated', claim_id: answers[0]?.claim_id })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 4, held: 1 })
})

test('the same request twice in one batch makes one claim', async () => {
  const sale = await makeSale({ stock: 5 })
  const ask = { request: uuid(), shopper: uuid(), item: sale.itemId }
  const answers = await claimStock([ask, { item: sale.itemId }, ask])
  expect(outcomes(answers)).toEqual(['claimed', 'claimed', 'repeated'])
  expect(answers[2]?.claim_id).toBe(answers[0]?.claim_id)
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a request id belongs to its shopper: another shopper with the same id gets a claim of their own', async () => {
  const sale = await makeSale({ stock: 5 })
  const request = uuid()
  const answers = await claimStock([
    { request, item: sale.itemId },
    { request, item: sale.itemId },
  ])
  expect(outcomes(answers)).toEqual(['claimed', 'claimed'])
})

test('a repeated request gets its claim back even when sold out, closed, or already released', async () => {
  const sale = await makeSale({ stock: 1 })
  const ask = { request: uuid(), shopper: uuid(), item: sale.itemId }
  const first = await claimOne(ask)
  expect(await claimOne(ask)).toMatchObject({ outcome: 'repeated', status: 'held' })
  await sql`select release_claim(${first.claim_id}, ${ask.shopper})`
  await sql`update sales set status = 'closed' where id = ${sale.saleId}`
  expect(await claimOne(ask)).toMatchObject({
    outcome: 'repeated',
    claim_id: first.claim_id,
    status: 'released',
  })
})

test('a person is held to their limit over held, paying and paid claims, concurrent ones too', async () => {
  const sale = await makeSale({ stock: 50, limit: 3 })
  const shopper = uuid()
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => claimOne({ shopper, item: sale.itemId })),
  )
  expect(outcomes(answers).filter((outcome) => outcome === 'claimed')).toHaveLength(3)
  expect(outcomes(answers).filter((outcome) => outcome === 'limit_reached')).toHaveLength(9)
  const inOneBatch = await claimStock(Array.from({ length: 5 }, () => ({ shopper, item: sale.itemId })))
  expect(new Set(outcomes(inOneBatch))).toEqual(new Set(['limit_reached']))
})

test('a shopper over the limit inside one batch does not take their neighbours down', async () => {
  const sale = await makeSale({ stock: 50, limit: 2 })
  const shopper = uuid()
  const answers = await claimStock([
    { shopper, item: sale.itemId },
    { shopper, item: sale.itemId, quantity: 2 },
    { item: sale.itemId },
    { shopper, item: sale.itemId },
    { shopper, item: sale.itemId },
  ])
  expect(outcomes(answers)).toEqual(['claimed', 'limit_reached', 'claimed', 'claimed', 'limit_reached'])
  expect(await getItem(sale.itemId)).toMatchObject({ held: 3 })
})

test('first come first served: a request that does not fit does not starve a later one that does', async () => {
  const sale = await makeSale({ stock: 3 })
  const answers = await claimStock([
    { item: sale.itemId, quantity: 2 },
    { item: sale.itemId, quantity: 3 },
    { item: sale.itemId, quantity: 1 },
    { item: sale.itemId, quantity: 1 },
  ])
  expect(outcomes(answers)).toEqual(['claimed', 'all_held', 'claimed', 'all_held'])
  expect(answers[0]?.position).toBe('1')
  expect(answers[2]?.position).toBe('2')
})

test('sold out is said only when nothing is held any more', async () => {
  const sale = await makeSale({ stock: 1 })
  await claimOne({ item: sale.itemId })
  expect((await claimOne({ item: sale.itemId })).outcome).toBe('all_held')
  const empty = await makeSale({ stock: 0 })
  expect((await claimOne({ item: empty.itemId })).outcome).toBe('sold_out')
})

test('each bad element gets its own answer and the good ones their claims', async () => {
  const sale = await makeSale({ stock: 10 })
  const answers = await claimStock([
    { item: sale.itemId },
    { item: sale.itemId, quantity: 0 },
    { item: sale.itemId, quantity: -5 },
    { item: sale.itemId, quantity: null },
    { item: sale.itemId, quantity: 1_000_000_000 },
    { item: uuid() },
    { item: null },
    { request: null, item: sale.itemId },
    { shopper: null, item: sale.itemId },
    { item: sale.itemId },
  ])
  expect(outcomes(answers)).toEqual([
    'claimed',
    'invalid',
    'invalid',
    'invalid',
    'limit_reached',
    'unknown_item',
    'invalid',
    'invalid',
    'invalid',
    'claimed',
  ])
  expect(answers.map((answer) => answer.element)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(await getItem(sale.itemId)).toMatchObject({ held: 2 })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('arrays of different lengths are refused as a bug of the caller', async () => {
  await expect(
    sql`select * from claim_stock(${[uuid()]}::uuid[], ${[uuid(), uuid()]}::uuid[], ${[uuid()]}::uuid[], ${[1]}::int[])`,
  ).rejects.toMatchObject({ code: 'ST003' })
  expect(await claimStock([])).toEqual([])
})

test.each([
  ['not_open', { opensIn: 60 }],
  ['not_open', { status: 'paused' }],
  ['closed', { opensIn: -120, closesIn: -1 }],
  ['closed', { status: 'closed' }],
  ['closed', { status: 'cancelled' }],
  ['closed', { status: 'draft' }],
])('a sale that is %s (%o) gives no claim', async (outcome, options) => {
  const sale = await makeSale(options)
  expect(await claimOne({ item: sale.itemId })).toMatchObject({ outcome, claim_id: null })
  expect(await getItem(sale.itemId)).toMatchObject({ free: 10, held: 0, next_position: '1' })
})

test('closing time is the clock after the lock: a claim that waits past it is closed', async () => {
  const sale = await makeSale({ closesIn: 1 })
  const blocker = await sql.reserve()
  await blocker`begin`
  await blocker`select 1 from sale_items where id = ${sale.itemId} for update`
  const waiting = claimOne({ item: sale.itemId })
  await blocker`select pg_sleep(greatest(0, extract(epoch from (select closes_at from sales where id = ${sale.saleId}) - clock_timestamp())) + 0.05)`
  await blocker`commit`
  blocker.release()
  expect((await waiting).outcome).toBe('closed')
})

test('batches over several items lock them in one order and never deadlock', async () => {
  const sale = await makeSale({ items: 6, stock: 1000 })
  const batches = await Promise.all(
    Array.from({ length: 40 }, (_, n) => {
      const items = n % 2 ? sale.itemIds : sale.itemIds.toReversed()
      return claimStock(items.map((item) => ({ item })))
    }),
  )
  expect(new Set(outcomes(batches.flat()))).toEqual(new Set(['claimed']))
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('a claim tells the watchers once, however many claims come within the pause', async () => {
  const sale = await makeSale({ stock: 100 })
  for (let n = 0; n < 5; n++) await claimOne({ item: sale.itemId })
  const messages = await sql`
    select topic, private, payload from realtime.messages where topic in (${`sale:${sale.saleId}`}, ${`merchant:${sale.merchantId}`})`
  expect(messages).toHaveLength(2)
  expect(messages.find((message) => message.topic === `sale:${sale.saleId}`)).toMatchObject({
    private: false,
  })
  expect(messages.find((message) => message.topic === `merchant:${sale.merchantId}`)).toMatchObject({
    private: true,
  })
})
