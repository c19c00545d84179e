import { expect, test } from 'vitest'
import { makePaidOrder, type PaidOrder } from './after-sale.ts'
import { claimOne, makeSale, sql, uuid } from './fixtures.ts'
import { rowsAs } from './rows-as.ts'

type Found = { id: string; email: string; orders: number; paid_cents: string | null; claims: number }

async function memberOf(merchantId: string, role = 'packer'): Promise<string> {
  const id = uuid()
  await sql`insert into merchant_members values (${merchantId}, ${id}, ${role})`
  return id
}

const list = (
  user: string,
  merchantId: string,
  {
    search = '',
    filter = 'all',
    after = null as string | null,
    before = null as string | null,
    limit = 50,
  } = {},
) =>
  rowsAs(
    user,
    (on) => on<Found[]>`
      select * from list_shoppers(${merchantId}, ${search}, ${filter}, ${after}, ${before}, ${limit})`,
  )

async function orderOf({ orderId }: PaidOrder, email: string, name = 'Ada'): Promise<void> {
  await sql`update orders set email = ${email}, name = ${name} where id = ${orderId}`
}

test('a shopper is one line however often they ordered, with what they paid and how often they held something', async () => {
  const first = await makePaidOrder(2, { stock: 50 })
  const { sale } = first
  const again = await makePaidOrder(1, {}, sale)
  const other = await makePaidOrder(1, {}, sale)
  await orderOf(first, 'ada@mail.test')
  await orderOf(again, 'ADA@mail.test', 'Ada Byron')
  await orderOf(other, 'bea@mail.test', 'Bea')
  const member = await memberOf(sale.merchantId, 'manager')
  const rows = await list(member, sale.merchantId)
  expect(rows).toMatchObject([
    { email: 'bea@mail.test', orders: 1, paid_cents: '1000', claims: 1 },
    { email: 'ada@mail.test', name: 'Ada Byron', orders: 2, paid_cents: '3000', claims: 2, lapsed: 0 },
  ])
  expect(await list(await memberOf(sale.merchantId), sale.merchantId)).toMatchObject([
    { orders: 1, paid_cents: null },
    { orders: 2, paid_cents: null },
  ])
  const emails = async (ask: Parameters<typeof list>[2]) =>
    (await list(member, sale.merchantId, ask)).map(({ email }) => email)
  expect(await emails({ filter: 'again' })).toEqual(['ada@mail.test'])
  expect(await emails({ filter: 'never' })).toEqual([])
  expect(await list(member, sale.merchantId, { search: 'byron' })).toMatchObject([{ orders: 2 }])
  expect(await emails({ search: '%%%' })).toEqual([])
  const [bea, ada] = rows
  expect(await emails({ after: bea?.id ?? '' })).toEqual(['ada@mail.test'])
  expect(await emails({ before: ada?.id ?? '' })).toEqual(['bea@mail.test'])
  expect(await emails({ limit: 1 })).toEqual(['bea@mail.test'])
})

test('a merchant learns nothing of what its shoppers do elsewhere, nor of who was erased, nor of who gave no name', async () => {
  const [here, there] = [await makePaidOrder(), await makePaidOrder()]
  await orderOf(here, 'both@mail.test')
  await orderOf(there, 'both@mail.test', 'Elsewhere')
  const [order] = await sql`select shopper_id from orders where id = ${here.orderId}`
  await claimOne({ item: there.sale.itemId, shopper: order?.shopper_id })
  await claimOne({ item: here.sale.itemId })
  const member = await memberOf(here.sale.merchantId)
  expect(await list(member, here.sale.merchantId)).toMatchObject([
    { email: 'both@mail.test', name: 'Ada', orders: 1, claims: 1 },
  ])
  expect(await list(member, there.sale.merchantId)).toEqual([])
  await orderOf(here, 'erased@erased.invalid', 'Erased')
  expect(await list(member, here.sale.merchantId)).toEqual([])
})

test('shoppers are shown to people of the merchant: not to a stranger, nor to a shopper', async () => {
  const { sale, orderId } = await makePaidOrder()
  const [order] = await sql`select shopper_id from orders where id = ${orderId}`
  expect(await list(uuid(), sale.merchantId)).toEqual([])
  expect(await list(order?.shopper_id, sale.merchantId)).toEqual([])
  const owner = await memberOf((await makeSale()).merchantId)
  expect(await list(owner, sale.merchantId)).toEqual([])
})

test('a packer reads the list page by page and cannot take it home; a manager can', async () => {
  const { sale } = await makePaidOrder()
  const [packer, manager] = [await memberOf(sale.merchantId), await memberOf(sale.merchantId, 'manager')]
  expect(await list(packer, sale.merchantId, { limit: 51 })).toHaveLength(1)
  expect(await list(packer, sale.merchantId, { limit: 1_000 })).toEqual([])
  expect(await list(manager, sale.merchantId, { limit: 1_000 })).toHaveLength(1)
})
