import { expect, test } from 'vitest'
import { makeSale, sql, uuid } from './fixtures.ts'
import { asRole } from './moves.ts'
import { as } from './threads.ts'

type Steps = Record<string, unknown>

async function makeStore(role = 'owner') {
  const [merchant] = await sql`
    insert into merchants (slug, name, support_email, currency)
    values (${`store-${uuid().slice(0, 13)}`}, 'New store', 'help@kiln.example', 'EUR') returning id`
  const user = uuid()
  await sql`insert into merchant_members values (${merchant?.id}, ${user}, ${role})`
  return { merchantId: merchant?.id as string, user }
}

const stepsOf = async (user: string, merchantId: string) =>
  (await as<Steps>(user, (on) => on`select * from store_checklist(${merchantId})`))[0]
const call = (user: string | null, name: string, merchantId: string) =>
  asRole(user ? 'authenticated' : 'anon', user, async (on) =>
    String((await on`select ${on(name)}(${merchantId}) as outcome`)[0]?.outcome),
  )
const countOf = async (merchantId: string) =>
  (
    await sql`select (select count(*)::int from products where merchant_id = ${merchantId}) as products,
      (select count(*)::int from sale_drafts where merchant_id = ${merchantId}) as drafts`
  )[0]

test('the checklist says what is so, step by step, until it is put away', async () => {
  const { merchantId, user } = await makeStore()
  const nothing = { has_story: false, has_terms: false, has_product: false, has_sale: false, draft_id: null }
  expect(await stepsOf(user, merchantId)).toMatchObject({ is_shown: true, ...nothing, has_samples: false })
  await sql`update merchants set story = 'Two people.' where id = ${merchantId}`
  await sql`update store_settings set shipping_cents = 0, returns_note = 'Thirty days.' where merchant_id = ${merchantId}`
  expect(await stepsOf(user, merchantId)).toMatchObject({ has_story: true, has_terms: false })
  await sql`update store_settings set tax_basis_points = 1900 where merchant_id = ${merchantId}`
  await sql`insert into products (merchant_id, slug, name) values (${merchantId}, 'mug', 'Mug')`
  const draft = uuid()
  await sql`insert into sale_drafts (id, merchant_id, content) values (${draft}, ${merchantId}, '{}')`
  expect(await stepsOf(user, merchantId)).toMatchObject({
    has_terms: true,
    has_product: true,
    draft_id: draft,
  })
  expect(await call(user, 'dismiss_checklist', merchantId)).toBe('dismissed')
  expect(await call(user, 'dismiss_checklist', merchantId)).toBe('dismissed')
  expect(await stepsOf(user, merchantId)).toMatchObject({ is_shown: false })
})

test('a store that has been selling is not told how to begin', async () => {
  const { merchantId } = await makeSale()
  const user = uuid()
  await sql`insert into merchant_members values (${merchantId}, ${user}, 'manager')`
  expect(await stepsOf(user, merchantId)).toMatchObject({ is_shown: false, has_sale: true })
})

test('samples are made once, count as nothing done, cannot go on sale by themselves, and go in one move', async () => {
  const { merchantId, user } = await makeStore()
  await sql`insert into products (merchant_id, slug, name) values (${merchantId}, 'mine', 'Mine')`
  const answers = await Promise.all([1, 2, 3].map(() => call(user, 'add_samples', merchantId)))
  expect(answers).toEqual(['added', 'added', 'added'])
  expect(await countOf(merchantId)).toEqual({ products: 3, drafts: 1 })
  await sql`delete from products where merchant_id = ${merchantId} and slug = 'mine'`
  expect(await stepsOf(user, merchantId)).toMatchObject({
    has_samples: true,
    has_product: false,
    draft_id: null,
  })

  const [draft] =
    await sql`select id, version::int, content from sale_drafts where merchant_id = ${merchantId}`
  const [tried] = await as<{ outcome: string; gaps: string[] }>(
    user,
    (on) => on`select * from schedule_sale(${draft?.id}, ${draft?.version})`,
  )
  expect(tried?.outcome).toBe('incomplete')
  expect(tried?.gaps).toEqual(expect.arrayContaining(['heroUrl', 'opensAt', 'closesAt']))
  expect(tried?.gaps.filter((gap) => gap.startsWith('items'))).toEqual([])

  expect(await call(user, 'remove_samples', merchantId)).toBe('removed')
  expect(await call(user, 'remove_samples', merchantId)).toBe('removed')
  expect(await countOf(merchantId)).toEqual({ products: 0, drafts: 0 })
})

test('a sample that a sale was made of stays with that sale', async () => {
  const { merchantId, user } = await makeStore()
  await call(user, 'add_samples', merchantId)
  const sale = await makeSale()
  await sql`
    insert into sale_items (sale_id, variant_id, position, price_cents, currency, stock, free)
    select ${sale.saleId}, v.id, 9, 100, 'EUR', 1, 1 from product_variants v join products p on p.id = v.product_id
    where p.merchant_id = ${merchantId} limit 1`
  expect(await call(user, 'remove_samples', merchantId)).toBe('removed')
  expect(await countOf(merchantId)).toEqual({ products: 1, drafts: 0 })
})

test('a packer, another merchant’s owner, a stranger and nobody see no checklist and move nothing', async () => {
  const { merchantId } = await makeStore()
  const [packer, rival] = [uuid(), (await makeStore()).user]
  await sql`insert into merchant_members values (${merchantId}, ${packer}, 'packer')`
  for (const user of [packer, rival, uuid()]) {
    expect(await stepsOf(user, merchantId)).toBeUndefined()
    for (const name of ['dismiss_checklist', 'add_samples', 'remove_samples'])
      expect(await call(user, name, merchantId)).toBe('not_allowed')
  }
  for (const name of ['dismiss_checklist', 'add_samples', 'remove_samples', 'store_checklist'])
    expect(await call(null, name, merchantId)).toBe('refused')
  expect(await countOf(merchantId)).toEqual({ products: 0, drafts: 0 })
})
