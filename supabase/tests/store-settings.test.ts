import { expect, test } from 'vitest'
import { makeSale, sql, uuid } from './fixtures.ts'
import { asRole } from './moves.ts'
import { as } from './threads.ts'

const STORE = {
  name: 'Kiln & Co',
  story: 'Two people and a kiln.',
  supportEmail: 'help@kiln.example',
  logoUrl: null as string | null,
  currency: 'EUR',
  shippingCents: 490 as number | null,
  shippingNote: 'Two days.',
  returnsNote: 'Send it back within 30 days.',
  taxBasisPoints: 1900 as number | null,
  taxName: 'VAT',
  capture: 'automatic',
}
type Store = Partial<Record<keyof typeof STORE, string | number | null>>

async function makeStore(withSale = false) {
  const [merchant] = await sql`
    insert into merchants (slug, name, support_email, currency)
    values (${`store-${uuid().slice(0, 13)}`}, 'New store', 'help@kiln.example', 'EUR') returning id`
  const merchantId: string = withSale ? (await makeSale()).merchantId : merchant?.id
  const people = { owner: uuid(), manager: uuid(), packer: uuid(), stranger: uuid(), rival: uuid() }
  for (const role of ['owner', 'manager', 'packer'] as const)
    await sql`insert into merchant_members values (${merchantId}, ${people[role]}, ${role})`
  const [other] = await sql`
    insert into merchants (slug, name, support_email, currency)
    values (${`rival-${uuid().slice(0, 13)}`}, 'Rival', 'help@rival.example', 'EUR') returning id`
  await sql`insert into merchant_members values (${other?.id}, ${people.rival}, 'owner')`
  return { merchantId, rivalId: other?.id as string, ...people }
}

const save = (user: string, merchantId: string, version: number, store: Store = {}) =>
  asRole('authenticated', user, async (on) =>
    String(
      (
        await on`select save_store(${merchantId}, ${version}, ${on.json({ ...STORE, ...store })}) as outcome`
      )[0]?.outcome,
    ),
  )
const contentOf = async (merchantId: string) =>
  (await sql`select store_content(${merchantId}) as content`)[0]?.content

test('an owner and a manager change the store; the log says what was changed, and nothing twice', async () => {
  const { merchantId, owner, manager } = await makeStore()
  expect(await save(owner, merchantId, 0)).toBe('saved')
  expect(await contentOf(merchantId)).toEqual(STORE)
  expect(await save(owner, merchantId, 0)).toBe('saved')
  expect(await save(manager, merchantId, 1, { shippingCents: 0 })).toBe('saved')
  expect(
    await sql`select moved_by, detail from audit_log where merchant_id = ${merchantId} order by id`,
  ).toEqual([
    {
      moved_by: owner,
      detail: {
        changed: ['name', 'returnsNote', 'shippingCents', 'shippingNote', 'story', 'taxBasisPoints'],
      },
    },
    { moved_by: manager, detail: { changed: ['shippingCents'] } },
  ])
})

test('two who change one store are told, and nothing of the first is lost', async () => {
  const { merchantId, owner, manager } = await makeStore()
  expect(await save(owner, merchantId, 0)).toBe('saved')
  expect(await save(manager, merchantId, 0, { name: 'Mine' })).toBe('changed_elsewhere')
  expect((await contentOf(merchantId)).name).toBe(STORE.name)
})

test('a packer, another merchant’s owner, a stranger and nobody change nothing and see no settings', async () => {
  const { merchantId, rivalId, owner, packer, rival, stranger } = await makeStore()
  await save(owner, merchantId, 0)
  for (const user of [packer, rival, stranger])
    expect(await save(user, merchantId, 1, { name: 'Mine' })).toBe('not_allowed')
  const seen = (user: string | null) =>
    as<{ merchant_id: string }>(user, (on) => on`select merchant_id from store_settings`).catch(
      () => 'refused',
    )
  expect(await seen(rival)).toEqual([{ merchant_id: rivalId }])
  expect(await seen(stranger)).toEqual([])
  expect(await seen(null)).toBe('refused')
  expect(await seen(packer)).toEqual([{ merchant_id: merchantId }])
  for (const user of [owner, packer])
    await expect(
      as(user, (on) => on`update store_settings set shipping_cents = 1 where merchant_id = ${merchantId}`),
    ).rejects.toMatchObject({ code: '42501' })
  expect(await contentOf(merchantId)).toEqual(STORE)
})

test('what is out of bounds is refused by the function, and by the table behind it', async () => {
  const { merchantId, owner } = await makeStore()
  const wrong: Store[] = [
    { name: ' ' },
    { supportEmail: 'nobody' },
    { currency: 'euro' },
    { shippingCents: -1 },
    { taxBasisPoints: 10_001 },
    { taxName: '' },
    { capture: 'later' },
    { returnsNote: 'x'.repeat(501) },
  ]
  for (const store of wrong) expect(await save(owner, merchantId, 0, store)).toBe('invalid')
  for (const change of [
    sql`update store_settings set shipping_cents = -1 where merchant_id = ${merchantId}`,
    sql`update store_settings set tax_basis_points = 10001 where merchant_id = ${merchantId}`,
    sql`update store_settings set capture = 'later' where merchant_id = ${merchantId}`,
  ])
    await expect(change).rejects.toMatchObject({ code: '23514' })
})

test('the currency stands once there are sales in it, and a logo is a picture of one’s own', async () => {
  const { merchantId, owner, rivalId } = await makeStore(true)
  expect(await save(owner, merchantId, 0, { currency: 'USD' })).toBe('currency_in_use')
  const fresh = await makeStore()
  expect(await save(fresh.owner, fresh.merchantId, 0, { currency: 'USD' })).toBe('saved')

  const picture = async (of: string) => {
    const name = `${of}/${uuid()}/800.webp`
    await sql`insert into storage.objects (bucket_id, name) values ('pictures', ${name})`
    return { name, url: `http://127.0.0.1:1/storage/v1/object/public/pictures/${name}` }
  }
  const [mine, theirs] = [await picture(merchantId), await picture(rivalId)]
  for (const logoUrl of [theirs.url, 'https://elsewhere.example/logo.png'])
    expect(await save(owner, merchantId, 0, { logoUrl })).toBe('unknown_picture')
  expect(await save(owner, merchantId, 0, { logoUrl: mine.url })).toBe('saved')
  const [used] =
    await sql`select is_picture_used(${mine.name}) as logo, is_picture_used(${theirs.name}) as other`
  expect(used).toEqual({ logo: true, other: false })
})
