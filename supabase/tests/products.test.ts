import { expect, test } from 'vitest'
import { makeSale, sql, uuid } from './fixtures.ts'
import { as } from './threads.ts'

type Choice = { id: string; name: string }
type Shown = { url: string; alt: string }
type Words = {
  id?: string
  version?: number | null
  name?: string
  tax?: number | null
  variants?: Choice[]
  pictures?: Shown[]
}
type Outcome = { outcome: string }

async function makeMember(merchantId: string, role = 'owner'): Promise<string> {
  const user = uuid()
  await sql`insert into merchant_members (merchant_id, user_id, role) values (${merchantId}, ${user}, ${role})`
  return user
}

async function save(user: string, merchantId: string, words: Words = {}): Promise<string | undefined> {
  const { id = uuid(), version = null, name = 'Mug', tax = null, pictures = [] } = words
  const variants = words.variants ?? [{ id: uuid(), name: 'One size' }]
  const rows = await as<Outcome>(
    user,
    (on) => on`select save_product(${merchantId}, ${id}, ${version}, ${name}, 'Thrown by hand.', ${tax},
      ${on.json(variants)}, ${on.json(pictures)}) as outcome`,
  )
  return rows[0]?.outcome
}

const remove = async (user: string, merchantId: string, id: string) =>
  (await as<Outcome>(user, (on) => on`select remove_product(${merchantId}, ${id}) as outcome`))[0]?.outcome

async function getProduct(id: string) {
  const [product] =
    await sql`select name, slug, version::int, tax_basis_points as tax from products where id = ${id}`
  const variants = await sql<
    Choice[]
  >`select id, name from product_variants where product_id = ${id} order by position`
  const pictures = await sql<
    Shown[]
  >`select url, alt from product_pictures where product_id = ${id} order by position`
  return { ...product, variants: [...variants], pictures: [...pictures] }
}

/** A file in the bucket, as the Storage API writes its row for somebody. */
function addFile(user: string, name: string): Promise<string> {
  return as(
    user,
    (on) => on`insert into storage.objects (bucket_id, name) values ('pictures', ${name})`,
  ).then(
    () => 'added',
    (error) => error.code,
  )
}

const removeFile = (user: string, name: string) =>
  as(
    user,
    (on) => on`delete from storage.objects where bucket_id = 'pictures' and name = ${name} returning id`,
  )

const addressOf = (name: string) => `https://x.test/storage/v1/object/public/pictures/${name}`

test('owners and managers make products; packers, strangers and other merchants do not', async () => {
  const [{ merchantId }, other] = [await makeSale(), await makeSale()]
  expect(await save(await makeMember(merchantId), merchantId)).toBe('saved')
  expect(await save(await makeMember(merchantId, 'manager'), merchantId)).toBe('saved')
  const id = uuid()
  for (const user of [await makeMember(merchantId, 'packer'), await makeMember(other.merchantId), uuid()]) {
    expect(await save(user, merchantId, { id })).toBe('not_allowed')
    expect(await remove(user, merchantId, id)).toBe('not_allowed')
  }
  expect((await getProduct(id)).variants).toEqual([])
})

test('a product of another merchant is nobody else’s to change, to remove or to take variants from', async () => {
  const [{ merchantId }, other] = [await makeSale(), await makeSale()]
  const [owner, stranger, id, variant] = [
    await makeMember(merchantId),
    await makeMember(other.merchantId),
    uuid(),
    uuid(),
  ]
  await save(owner, merchantId, { id, variants: [{ id: variant, name: 'Blue' }] })
  expect(await save(stranger, other.merchantId, { id, version: 0, name: 'Mine' })).toBe('unknown_product')
  expect(await save(stranger, other.merchantId, { variants: [{ id: variant, name: 'Mine' }] })).toBe(
    'invalid',
  )
  expect(await remove(stranger, other.merchantId, id)).toBe('removed')
  expect(await getProduct(id)).toMatchObject({ name: 'Mug', variants: [{ id: variant, name: 'Blue' }] })
})

test('two who change a product at once are not merged: the second is told, and nothing of the first is lost', async () => {
  const { merchantId } = await makeSale()
  const [owner, id, variants] = [await makeMember(merchantId), uuid(), [{ id: uuid(), name: 'S' }]]
  await save(owner, merchantId, { id, variants })
  // Sent again because the answer got lost: nothing is made twice.
  expect(await save(owner, merchantId, { id, variants })).toBe('saved')
  expect(await save(owner, merchantId, { id, version: 0, name: 'First', variants })).toBe('saved')
  expect(await save(owner, merchantId, { id, version: 0, name: 'Second', variants })).toBe(
    'changed_elsewhere',
  )
  expect(await getProduct(id)).toMatchObject({ name: 'First', version: 1 })
})

test('variants keep their order, may change names with each other, and two of one name are refused', async () => {
  const { merchantId } = await makeSale()
  const [owner, id, a, b] = [await makeMember(merchantId), uuid(), uuid(), uuid()]
  await save(owner, merchantId, {
    id,
    variants: [
      { id: a, name: 'Red' },
      { id: b, name: 'Blue' },
    ],
  })
  const swapped = [
    { id: b, name: 'Red' },
    { id: a, name: 'Blue' },
  ]
  expect(await save(owner, merchantId, { id, version: 0, variants: swapped })).toBe('saved')
  expect((await getProduct(id)).variants).toEqual(swapped)
  const twice = [
    { id: a, name: 'Red' },
    { id: b, name: ' red ' },
  ]
  expect(await save(owner, merchantId, { id, version: 1, variants: twice })).toBe('invalid')
  expect(await save(owner, merchantId, { id, version: 1, variants: [] })).toBe('invalid')
})

test('what shoppers have been told of a sale stays until it is over; what is harmless changes', async () => {
  const { merchantId, saleId } = await makeSale({ opensIn: 60 })
  const owner = await makeMember(merchantId)
  const [row] = await sql<{ id: string; variant: string }[]>`
    select p.id, v.id as variant from products p join product_variants v on v.product_id = p.id where p.merchant_id = ${merchantId}`
  const [id, variant] = [row?.id ?? '', row?.variant ?? '']
  const kept = { id, version: 0, name: 'Thing 0', variants: [{ id: variant, name: 'One size' }] }
  expect(await save(owner, merchantId, { ...kept, name: 'Other' })).toBe('name_in_sale')
  expect(await save(owner, merchantId, { ...kept, tax: 700 })).toBe('tax_in_sale')
  expect(await save(owner, merchantId, { ...kept, variants: [{ id: variant, name: 'Small' }] })).toBe(
    'variant_in_sale',
  )
  expect(await save(owner, merchantId, { ...kept, variants: [{ id: uuid(), name: 'New' }] })).toBe(
    'variant_in_sale',
  )
  expect(await remove(owner, merchantId, id)).toBe('in_use')
  const more = { ...kept, variants: [...kept.variants, { id: uuid(), name: 'Large' }] }
  expect(await save(owner, merchantId, more)).toBe('saved')
  await sql`update sales set status = 'closed' where id = ${saleId}`
  expect(await save(owner, merchantId, { ...more, version: 1, name: 'Other' })).toBe('saved')
  expect(await save(owner, merchantId, { ...more, version: 2, variants: more.variants.slice(1) })).toBe(
    'variant_in_use',
  )
})

test('files are added to the folder of one’s own merchant only, and never written over', async () => {
  const [{ merchantId }, other] = [await makeSale(), await makeSale()]
  const [owner, packer, stranger] = [
    await makeMember(merchantId),
    await makeMember(merchantId, 'packer'),
    await makeMember(other.merchantId),
  ]
  const name = `${merchantId}/${uuid()}/800.webp`
  for (const user of [packer, stranger, uuid()]) expect(await addFile(user, name)).toBe('42501')
  expect(await addFile(owner, `${merchantId}/a/../../800.webp`)).toBe('42501')
  expect(await addFile(owner, name)).toBe('added')
  const change = (user: string) =>
    as(user, (on) => on`update storage.objects set version = 'x' where name = ${name} returning id`)
  expect(await change(owner)).toEqual([])
  for (const user of [packer, stranger]) expect(await removeFile(user, name)).toEqual([])
  expect(await removeFile(owner, name)).toHaveLength(1)
})

test('a product shows only pictures of its own merchant, and a picture that something shows is not removed', async () => {
  const [{ merchantId, saleId }, other] = [await makeSale(), await makeSale()]
  const [owner, stranger, id] = [await makeMember(merchantId), await makeMember(other.merchantId), uuid()]
  const [name, theirs] = [`${merchantId}/${uuid()}/800.webp`, `${other.merchantId}/${uuid()}/800.webp`]
  await addFile(owner, name)
  await addFile(stranger, theirs)
  const variants = [{ id: uuid(), name: 'One size' }]
  const shown = (url: string) => ({ id, variants, pictures: [{ url, alt: 'A mug' }] })
  for (const url of [
    addressOf(theirs),
    addressOf(name.replace('800', '400')),
    'https://elsewhere.test/a.webp',
  ])
    expect(await save(owner, merchantId, shown(url))).toBe('unknown_picture')
  expect(
    await save(owner, merchantId, {
      ...shown(addressOf(name)),
      pictures: [{ url: addressOf(name), alt: ' ' }],
    }),
  ).toBe('invalid')
  expect(await save(owner, merchantId, shown(addressOf(name)))).toBe('saved')
  expect(await removeFile(owner, name)).toEqual([])
  await sql`update sales set hero_url = ${addressOf(name)} where id = ${saleId}`
  expect(await save(owner, merchantId, { id, version: 0, variants })).toBe('saved')
  expect(await removeFile(owner, name)).toEqual([])
  await sql`update sales set hero_url = null where id = ${saleId}`
  expect(await removeFile(owner, name)).toHaveLength(1)
})
