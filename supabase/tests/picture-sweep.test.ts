import { beforeEach, expect, test } from 'vitest'
import { makeSale, sql, uuid } from './fixtures.ts'

const addressOf = (name: string) => `http://127.0.0.1:1/storage/v1/object/public/pictures/${name}`

/** The files of a picture, as old as told. */
async function upload(merchantId: string, days: number): Promise<string[]> {
  const folder = `${merchantId}/${uuid()}`
  const names = [400, 800].map((width) => `${folder}/${width}.webp`)
  for (const name of names)
    await sql`insert into storage.objects (bucket_id, name, created_at)
      values ('pictures', ${name}, now() - ${days} * interval '1 day')`
  return names
}
const unused = async (merchantId: string) =>
  (await sql`select list_unused_pictures(p_limit => 500) as name`)
    .map(({ name }) => String(name))
    .filter((name) => name.startsWith(merchantId))

beforeEach(() => sql`delete from storage.objects where bucket_id = 'pictures'`)

test('files that nothing shows go after two weeks; what a product, a sale, a draft or a store shows stays', async () => {
  const { merchantId, saleId } = await makeSale()
  const orphan = await upload(merchantId, 15)
  await upload(merchantId, 13)
  const [product, hero, draft, logo] = await Promise.all([1, 2, 3, 4].map(() => upload(merchantId, 400)))
  const shown = (names: string[] | undefined) => addressOf(names?.at(-1) ?? '')
  await sql`insert into product_pictures (product_id, url, alt, position)
    select id, ${shown(product)}, 'A thing', 1 from products where merchant_id = ${merchantId} limit 1`
  await sql`update sales set hero_url = ${shown(hero)} where id = ${saleId}`
  await sql`insert into sale_drafts (id, merchant_id, content)
    values (${uuid()}, ${merchantId}, ${sql.json({ heroUrl: shown(draft) })})`
  await sql`update merchants set logo_url = ${shown(logo)} where id = ${merchantId}`
  expect(await unused(merchantId)).toEqual(orphan.toSorted())
  // The policy that lets a member remove a file says the same of each.
  const files = await sql`select name, is_picture_used(name) as is_used from storage.objects
    where bucket_id = 'pictures' and name like ${`${merchantId}/%`} and created_at < now() - interval '14 days'`
  expect(
    files
      .filter(({ is_used }) => !is_used)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(orphan.toSorted())
  expect(files).toHaveLength(10)
})

test('they are listed page by page, and looked for once a day, where there are any', async () => {
  const { merchantId } = await makeSale()
  await sql`delete from outbox where kind = 'sweep_pictures'`
  const plan = async () => (await sql`select plan_picture_sweep() as n`)[0]?.n
  expect(await plan()).toBe(0)
  const names = [...(await upload(merchantId, 20)), ...(await upload(merchantId, 20))].toSorted()
  const pages: string[] = []
  for (let after = ''; ; ) {
    const page = await sql`select list_unused_pictures(${after}, 3) as name`
    if (page.length === 0) break
    pages.push(...page.map(({ name }) => String(name)))
    after = pages.at(-1) ?? ''
  }
  expect(pages).toEqual(names)
  expect([await plan(), await plan()]).toEqual([1, 0])
  await sql`select tick()`
  expect(await sql`select 1 from outbox where kind = 'sweep_pictures'`).toHaveLength(1)
})
