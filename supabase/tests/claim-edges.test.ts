import { expect, test } from 'vitest'
import {
  type Ask,
  auditOf,
  claimOne,
  claimStock,
  getItem,
  makeSale,
  settle,
  sql,
  startPayment,
  uuid,
} from './fixtures.ts'
import { openTransaction } from './locks.ts'

const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000)
const outcomes = (answers: { outcome: string }[]) => answers.map((answer) => answer.outcome)

test('a batch of nothing but unknown items, or of nothing but nonsense, is answered element by element', async () => {
  expect(
    outcomes(await claimStock([{ item: uuid() }, { item: uuid() }, { item: uuid(), quantity: 0 }])),
  ).toEqual(['unknown_item', 'unknown_item', 'invalid'])
  expect(
    outcomes(
      await claimStock([{ item: null }, { request: null, shopper: null, item: null, quantity: null }]),
    ),
  ).toEqual(['invalid', 'invalid'])
})

test('the same request for two items in one batch is one claim, the first', async () => {
  const sale = await makeSale({ items: 2 })
  const [one = null, two = null] = sale.itemIds
  const mine = { shopper: uuid(), request: uuid() }
  const answers = await claimStock([
    { ...mine, item: two },
    { ...mine, item: one },
  ])
  expect(outcomes(answers)).toEqual(['claimed', 'repeated'])
  expect(answers[1]).toMatchObject({ claim_id: answers[0]?.claim_id, item_id: two })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('the same request for two items on two connections fails one of them as a whole, which then finds its claim', async () => {
  const sale = await makeSale({ items: 2 })
  const [one = null, two = null] = sale.itemIds
  const mine = { shopper: uuid(), request: uuid() }
  const first = await openTransaction()
  await first.sql`select * from claim_stock(array[${mine.request}::uuid], array[${mine.shopper}::uuid], array[${one}::uuid], array[1])`
  const second = claimOne({ ...mine, item: two }).catch((error: { code?: string }) => error.code)
  await first.untilWaitedFor()
  await first.commit()
  expect(await second).toBe('23505')
  expect(await claimOne({ ...mine, item: two })).toMatchObject({ outcome: 'repeated', item_id: one })
  expect(await auditOf(sale.saleId)).toEqual([])
})

test('paid units count against the limit as held ones do', async () => {
  const sale = await makeSale({ limit: 2 })
  const { shopper, intent, total } = await startPayment(sale)
  expect((await claimOne({ shopper, item: sale.itemId, quantity: 2 })).outcome).toBe('limit_reached')
  await settle(intent, total)
  expect((await claimOne({ shopper, item: sale.itemId, quantity: 2 })).outcome).toBe('limit_reached')
  expect((await claimOne({ shopper, item: sale.itemId })).outcome).toBe('claimed')
})

test('units sold do not come back, so what is sold out is sold out and not held', async () => {
  const sale = await makeSale({ stock: 2 })
  const { intent, total } = await startPayment(sale)
  await settle(intent, total)
  const last = await claimStock([{ item: sale.itemId }, { item: sale.itemId }])
  expect(outcomes(last)).toEqual(['claimed', 'all_held'])
  await sql`update claims set expires_at = clock_timestamp() where id = ${last[0]?.claim_id ?? null}`
  await sql`select release_expired_claims()`
  expect(outcomes(await claimStock([{ item: sale.itemId, quantity: 2 }]))).toEqual(['sold_out'])
})

type Mine = { shopper: string; request: string; item: string; quantity: number }

/** What first come, first served says, element after element; nothing of it is written in SQL. */
function serve(
  asks: Mine[],
  free: Map<string, number>,
  held: Map<string, number>,
  limit: number,
  state: Served,
): string[] {
  return asks.map(({ shopper, request, item, quantity }) => {
    const key = `${shopper} ${request}`
    const pair = `${shopper} ${item}`
    const has = state.has.get(pair) ?? 0
    const left = free.get(item) ?? 0
    if (state.known.has(key)) return 'repeated'
    if (has + quantity > limit) return 'limit_reached'
    if (quantity > left) return (held.get(item) ?? 0) > 0 ? 'all_held' : 'sold_out'
    state.known.add(key)
    state.has.set(pair, has + quantity)
    free.set(item, left - quantity)
    held.set(item, (held.get(item) ?? 0) + quantity)
    return 'claimed'
  })
}
type Served = { known: Set<string>; has: Map<string, number> }

test(`any batch, however mixed, is answered as if its elements had come one by one (seed ${seed})`, async () => {
  let state = seed
  const below = (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * limit)
  }
  for (let round = 0; round < 12; round++) {
    const limit = 2 + below(4)
    const stock = below(25)
    const sale = await makeSale({ items: 3, stock, limit })
    const shoppers = Array.from({ length: 8 }, () => uuid())
    // One request id is one request: what comes again is the same in all.
    const again = Array.from(
      { length: 6 },
      (): Mine => ({
        shopper: shoppers[below(8)] ?? '',
        request: uuid(),
        item: sale.itemIds[below(3)] ?? '',
        quantity: 1 + below(3),
      }),
    )
    const free = new Map(sale.itemIds.map((item) => [item, stock]))
    const held = new Map<string, number>()
    const served: Served = { known: new Set(), has: new Map() }
    for (let batch = 0; batch < 4; batch++) {
      const asks = Array.from({ length: 1 + below(12) }, (): Mine => {
        const old = again[below(18)]
        if (old) return old
        return {
          shopper: shoppers[below(8)] ?? '',
          request: uuid(),
          item: sale.itemIds[below(3)] ?? '',
          quantity: 1 + below(4),
        }
      })
      const answers = await claimStock(asks satisfies Ask[])
      expect([round, batch, outcomes(answers)]).toEqual([
        round,
        batch,
        serve(asks, free, held, limit, served),
      ])
      for (const answer of answers)
        expect(answer.free_after).toBe(free.get(asks[answer.element - 1]?.item ?? ''))
    }
    const rows =
      await sql`select item_id, position, request_id from claims where sale_id = ${sale.saleId} order by item_id, position`
    for (const item of sale.itemIds) {
      const positions = rows.filter((row) => row.item_id === item).map((row) => Number(row.position))
      expect(positions).toEqual(positions.map((_, n) => n + 1))
      expect(await getItem(item)).toMatchObject({ free: free.get(item), held: held.get(item) ?? 0 })
    }
    expect(await auditOf(sale.saleId)).toEqual([])
  }
})
