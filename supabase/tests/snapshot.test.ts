import { expect, test } from 'vitest'
import { claimOne, makeSale, openOrder, settle, sql, startPayment, uuid } from './fixtures.ts'

type Seen = { state: string; free: number | null; paying: number | null }

async function look(slug: string): Promise<Seen> {
  const [row] = await sql<{ items: Seen[] }[]>`select sale_snapshot(${slug}) -> 'items' as items`
  const [item] = row?.items ?? []
  if (!item) throw new Error('The snapshot has no item.')
  return { state: item.state, free: item.free, paying: item.paying }
}

test('how many people are paying is counted as people, and only told when all is held', async () => {
  const sale = await makeSale({ stock: 4, limit: 2 })
  const [ada, bo, cy] = [uuid(), uuid(), uuid()]
  await claimOne({ shopper: ada, item: sale.itemId })
  await claimOne({ shopper: ada, item: sale.itemId })
  await openOrder(ada, sale.saleId)
  expect(await look(sale.slug)).toEqual({ state: 'low', free: 2, paying: null })

  await claimOne({ shopper: bo, item: sale.itemId })
  await claimOne({ shopper: cy, item: sale.itemId })
  // Two claims of one person are one person, and who only holds is not paying.
  expect(await look(sale.slug)).toEqual({ state: 'all_held', free: 0, paying: 1 })
  await openOrder(bo, sale.saleId)
  expect(await look(sale.slug)).toEqual({ state: 'all_held', free: 0, paying: 2 })
})

test('nobody is paying any more for what is sold out', async () => {
  const sale = await makeSale({ stock: 1 })
  const { intent, total } = await startPayment(sale)
  expect(await look(sale.slug)).toEqual({ state: 'all_held', free: 0, paying: 1 })
  await settle(intent, total)
  expect(await look(sale.slug)).toEqual({ state: 'sold_out', free: 0, paying: null })
})
