import { expect, test } from 'vitest'
import { makePaidOrder } from './after-sale.ts'
import { claimOne, makeSale, sql, uuid } from './fixtures.ts'
import { rowsAs } from './rows-as.ts'

type Movement = { id: string; kind: string; item_id: string; order_id: string | null }
type Ask = { item?: string; kind?: string; after?: string; before?: string; limit?: number }

const list = (user: string, merchantId: string, saleId: string, ask: Ask = {}) =>
  rowsAs(
    user,
    (on) => on<Movement[]>`
      select * from list_movements(${merchantId}, ${saleId}, ${ask.item ?? null}, ${ask.kind ?? null}, ${ask.after ?? null},
        ${ask.before ?? null}, ${ask.limit ?? 50})`,
  )

async function saleWithMember() {
  const sale = await makeSale({ stock: 50, items: 2 })
  const member = uuid()
  await sql`insert into merchant_members values (${sale.merchantId}, ${member}, 'packer')`
  return { sale, member }
}

test('what every unit of a sale did is listed, newest first, with the order it became', async () => {
  const { sale, member } = await saleWithMember()
  const { orderId } = await makePaidOrder(1, {}, sale)
  await claimOne({ item: sale.itemIds[1] ?? '' })
  const rows = await list(member, sale.merchantId, sale.saleId)
  expect(rows.slice(0, 3)).toMatchObject([
    { kind: 'claimed', item_id: sale.itemIds[1], order_id: null },
    { kind: 'paid', order_id: orderId },
    { kind: 'claimed', order_id: orderId },
  ])
  const ofItem = await list(member, sale.merchantId, sale.saleId, { item: sale.itemIds[1] ?? '' })
  expect(new Set(ofItem.map((row) => row.item_id))).toEqual(new Set([sale.itemIds[1]]))
  expect((await list(member, sale.merchantId, sale.saleId, { kind: 'paid' })).map((row) => row.kind)).toEqual(
    ['paid'],
  )
})

test('pages follow each other without a gap, forwards and backwards', async () => {
  const { sale, member } = await saleWithMember()
  for (let n = 0; n < 12; n++) await claimOne({ item: sale.itemIds[n % 2] ?? '' })
  const all = (await list(member, sale.merchantId, sale.saleId)).map((row) => row.id)
  const seen: string[] = []
  for (let page = 0; page < 9; page++) {
    const rows = await list(member, sale.merchantId, sale.saleId, {
      limit: 5,
      ...(seen.length > 0 && { after: seen.at(-1) ?? '' }),
    })
    seen.push(...rows.map((row) => row.id))
  }
  expect(seen).toEqual(all)
  const back = await list(member, sale.merchantId, sale.saleId, { limit: 5, before: all[8] ?? '' })
  expect(back.map((row) => row.id)).toEqual(all.slice(3, 8))
})

test('movements are shown to people of the merchant: not to strangers, nor of a sale of another merchant', async () => {
  const { sale, member } = await saleWithMember()
  const other = await saleWithMember()
  await claimOne({ item: sale.itemId })
  expect(await list(uuid(), sale.merchantId, sale.saleId)).toEqual([])
  expect(await list(other.member, sale.merchantId, sale.saleId)).toEqual([])
  expect(await list(other.member, other.sale.merchantId, sale.saleId)).toEqual([])
  expect(await list(member, other.sale.merchantId, other.sale.saleId)).toEqual([])
})
