import { expect, test } from 'vitest'
import { makeSale, sql, uuid } from './fixtures.ts'
import { rowsAs } from './rows-as.ts'

type Found = {
  id: string
  name: string
  variants: string[]
  status: string
  sales: number
  is_in_sale: boolean
}
type Moved = { product_id: string; outcome: string }

async function memberOf(merchantId: string, role = 'manager'): Promise<string> {
  const id = uuid()
  await sql`insert into merchant_members values (${merchantId}, ${id}, ${role})`
  return id
}

/** A merchant who makes the named things, added in that order; each comes in two choices. */
async function makeShelf(names: readonly string[]): Promise<{ merchantId: string; member: string }> {
  const [merchant] = await sql`
    insert into merchants (slug, name, support_email, currency)
    values (${uuid()}, 'Shelf', 'help@shelf.test', 'EUR') returning id`
  for (const [at, name] of names.entries())
    await sql`
      with made as (
        insert into products (merchant_id, slug, name, created_at)
        values (${merchant?.id}, ${`thing-${at}`}, ${name}, timestamptz '2026-01-01' + ${at} * interval '1 hour') returning id
      )
      insert into product_variants (product_id, name, position)
      select made.id, v.name, v.at from made, (values ('Small', 0), (${`Large ${name}`}, 1)) v (name, at)`
  return { merchantId: merchant?.id, member: await memberOf(merchant?.id) }
}

type Asked = {
  search?: string
  filter?: string
  sort?: string
  after?: string
  before?: string
  limit?: number
}
const list = (user: string, merchantId: string, asked: Asked = {}) =>
  rowsAs(
    user,
    (on) => on<
      Found[]
    >`select * from list_products(${merchantId}, ${asked.search ?? ''}, ${asked.filter ?? 'active'},
      ${asked.sort ?? 'name'}, ${asked.after ?? null}, ${asked.before ?? null}, ${asked.limit ?? 50})`,
  )
const namesOf = async (...call: Parameters<typeof list>) => (await list(...call)).map(({ name }) => name)
const setStatus = (user: string, merchantId: string, ids: readonly string[], status: string) =>
  rowsAs(
    user,
    (on) =>
      on<Moved[]>`select * from set_products_status(${merchantId}, ${on.array([...ids])}::uuid[], ${status})`,
  )

test('products are found by their name and their choices, and sorted both ways, page by page, on and back', async () => {
  const { merchantId, member } = await makeShelf(['Mug', 'bowl', 'Ashtray', 'Cup', 'Cup'])
  expect(await namesOf(member, merchantId)).toEqual(['Ashtray', 'bowl', 'Cup', 'Cup', 'Mug'])
  expect(await namesOf(member, merchantId, { sort: 'name_desc' })).toEqual([
    'Mug',
    'Cup',
    'Cup',
    'bowl',
    'Ashtray',
  ])
  expect(await namesOf(member, merchantId, { sort: 'newest', limit: 2 })).toEqual(['Cup', 'Cup'])
  expect(await namesOf(member, merchantId, { sort: 'oldest', limit: 2 })).toEqual(['Mug', 'bowl'])
  expect(await namesOf(member, merchantId, { search: 'large BOWL' })).toEqual(['bowl'])
  expect(await namesOf(member, merchantId, { search: '%' })).toEqual([])
  const all = await list(member, merchantId)
  expect(all[0]?.variants).toEqual(['Small', 'Large Ashtray'])
  for (const sort of ['name', 'name_desc', 'newest', 'oldest']) {
    const whole = (await list(member, merchantId, { sort })).map(({ id }) => id)
    const walked: string[] = []
    for (let after: string | undefined; ; after = walked.at(-1)) {
      const page = await list(member, merchantId, { sort, limit: 2, ...(after && { after }) })
      if (page.length === 0) break
      walked.push(...page.map(({ id }) => id))
    }
    expect([sort, walked]).toEqual([sort, whole])
    const back = await list(member, merchantId, { sort, limit: 2, before: whole[3] ?? '' })
    expect([sort, back.map(({ id }) => id)]).toEqual([sort, whole.slice(1, 3)])
  }
})

test('a product is in a sale that shoppers know of, sold before, in none, without a picture', async () => {
  const { merchantId, saleId } = await makeSale()
  const member = await memberOf(merchantId)
  await sql`insert into products (merchant_id, slug, name) values (${merchantId}, 'new', 'New one')`
  expect(await list(member, merchantId)).toMatchObject([
    { name: 'New one', sales: 0, is_in_sale: false },
    { name: 'Thing 0', sales: 1, is_in_sale: true },
  ])
  expect(await namesOf(member, merchantId, { filter: 'in_sale' })).toEqual(['Thing 0'])
  expect(await namesOf(member, merchantId, { filter: 'unused' })).toEqual(['New one'])
  expect(await namesOf(member, merchantId, { filter: 'no_picture' })).toEqual(['New one'])
  await sql`select close_sale(${saleId}, 'over', ${uuid()})`
  expect(await namesOf(member, merchantId, { filter: 'in_sale' })).toEqual([])
})

test('what is archived is out of the list and not gone; what a running sale sells cannot be put away', async () => {
  const { merchantId, saleId } = await makeSale()
  const member = await memberOf(merchantId)
  const other = await makeShelf(['Not theirs'])
  await sql`insert into products (merchant_id, slug, name) values (${merchantId}, 'new', 'New one')`
  const [fresh, sold] = await list(member, merchantId)
  const [theirs] = await list(other.member, other.merchantId)
  const ids = [fresh?.id ?? '', sold?.id ?? '', theirs?.id ?? '']
  const outcomes = async (status: string) =>
    Object.fromEntries(
      (await setStatus(member, merchantId, ids, status)).map((row) => [row.product_id, row.outcome]),
    )
  expect(await outcomes('archived')).toEqual({
    [ids[0] ?? '']: 'changed',
    [ids[1] ?? '']: 'in_sale',
    [ids[2] ?? '']: 'unknown_product',
  })
  expect((await outcomes('archived'))[ids[0] ?? '']).toBe('unchanged')
  expect(new Set(Object.values(await outcomes('gone')))).toEqual(new Set(['invalid']))
  expect(await namesOf(member, merchantId)).toEqual(['Thing 0'])
  expect(await namesOf(member, merchantId, { filter: 'archived' })).toEqual(['New one'])
  expect(await namesOf(member, merchantId, { filter: 'everything' })).toEqual(['New one', 'Thing 0'])
  await sql`select close_sale(${saleId}, 'over', ${uuid()})`
  expect((await outcomes('archived'))[ids[1] ?? '']).toBe('changed')
  expect((await outcomes('active'))[ids[0] ?? '']).toBe('changed')
  expect(await namesOf(other.member, other.merchantId)).toEqual(['Not theirs'])
  const written =
    await sql`select action from audit_log where merchant_id = ${merchantId} and subject_kind = 'product' order by id`
  expect(written.map(({ action }) => action)).toEqual([
    'archive_product',
    'archive_product',
    'unarchive_product',
    'unarchive_product',
  ])
})

test('products are listed for people of the merchant, and put away by those who may change them', async () => {
  const { merchantId, member } = await makeShelf(['Mug'])
  const [mug] = await list(member, merchantId)
  const packer = await memberOf(merchantId, 'packer')
  const stranger = (await makeShelf([])).member
  expect(await namesOf(packer, merchantId)).toEqual(['Mug'])
  for (const nobody of [stranger, uuid()]) expect(await list(nobody, merchantId)).toEqual([])
  for (const who of [packer, stranger])
    expect(await setStatus(who, merchantId, [mug?.id ?? ''], 'archived')).toMatchObject([
      { outcome: 'not_allowed' },
    ])
  const many = Array.from({ length: 101 }, () => uuid())
  expect(new Set((await setStatus(member, merchantId, many, 'archived')).map((row) => row.outcome))).toEqual(
    new Set(['invalid']),
  )
})
