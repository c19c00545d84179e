import { expect, test } from 'vitest'
import { claimOne, makeSale, sql, uuid } from './fixtures.ts'

type Asked = {
  search?: string | null
  category?: string | null
  phase?: string | null
  priceMax?: number | null
  sort?: string | null
  page?: number | null
  limit?: number | null
}

/** The slugs found, in order. */
async function find(asked: Asked): Promise<string[]> {
  const { search = '', category = null, phase = 'current', priceMax = null } = asked
  const { sort = 'soonest', page = 1, limit = 48 } = asked
  const rows = await sql<{ slug: string }[]>`
    select slug from search_sales(${search}, ${category}, ${phase}, ${priceMax}, ${sort}, ${page}, ${limit})`
  return rows.map((row) => row.slug)
}

/** A sale in a category of its own, so that other tests' sales are not in the way. */
async function named(category: string, title: string, options: Parameters<typeof makeSale>[0] = {}) {
  const sale = await makeSale(options)
  await sql`update sales set title = ${title}, category = ${category} where id = ${sale.saleId}`
  return sale
}

test('a sale is found by any of its words: title, tagline, maker, product and variant, in any case and without accents', async () => {
  const sale = await makeSale()
  await sql`update sales set title = 'Große Läden', tagline = 'Ødegård æther' where id = ${sale.saleId}`
  await sql`update merchants set name = 'Café Ñandú' where id = ${sale.merchantId}`
  await sql`update products set name = 'Żółta Łódź' where merchant_id = ${sale.merchantId}`
  await sql`update product_variants v set name = 'أحمَر' from products p where p.id = v.product_id and p.merchant_id = ${sale.merchantId}`
  for (const search of [
    'grosse',
    'GROßE',
    'laden',
    'LÄDEN',
    'odegard',
    'æther',
    'aether',
    'cafe nandu',
    'ÑANDÚ',
    'zolta lodz',
    'احمر',
    'lod caf',
  ])
    expect([search, await find({ search })]).toEqual([search, [sale.slug]])
  expect(await find({ search: 'cafe lantern' })).toEqual([])
})

test('its words follow what they are made of, and its lowest price the prices', async () => {
  const word = `word${uuid().slice(0, 8)}`
  const sale = await makeSale({ items: 2, priceCents: 5000 })
  await sql`update products set name = ${`Lamp ${word}`} where merchant_id = ${sale.merchantId} and slug = 'thing-1'`
  expect(await find({ search: word })).toEqual([sale.slug])
  await sql`update products set name = 'Lamp' where merchant_id = ${sale.merchantId}`
  expect(await find({ search: word })).toEqual([])
  await sql`update merchants set name = ${word} where id = ${sale.merchantId}`
  expect(await find({ search: word, priceMax: 4999 })).toEqual([])
  await sql`update sale_items set price_cents = 1200 where id = ${sale.itemIds[1] ?? ''}`
  expect(await find({ search: word, priceMax: 1200 })).toEqual([sale.slug])
  const [row] = await sql`select from_cents, product_names, snapshot, total from search_sales(${word})`
  expect(row).toMatchObject({ from_cents: 1200, product_names: ['Lamp'], total: '1' })
  expect(row?.snapshot.items).toHaveLength(2)
})

test('a claim writes nothing of what is looked through', async () => {
  const sale = await makeSale()
  const version = async () =>
    (await sql`select xmin::text from sale_search where sale_id = ${sale.saleId}`)[0]?.xmin
  const before = await version()
  expect(before).toBeDefined()
  expect(await claimOne({ item: sale.itemId })).toMatchObject({ outcome: 'claimed' })
  expect(await version()).toBe(before)
  await sql`update sale_items set price_cents = price_cents + 1 where id = ${sale.itemId}`
  expect(await version()).not.toBe(before)
})

test('drafts and cancelled sales are never found, a paused one is on, and one is in the phase the clock puts it in', async () => {
  const category = uuid().slice(0, 20)
  const live = await named(category, 'live')
  const paused = await named(category, 'paused', { status: 'paused' })
  const upcoming = await named(category, 'upcoming', { opensIn: 500 })
  const over = await named(category, 'over', { opensIn: -900, closesIn: -60 })
  const closed = await named(category, 'closed', { status: 'closed' })
  await named(category, 'draft', { status: 'draft' })
  await named(category, 'cancelled', { status: 'cancelled' })
  await named(category, 'long over', { opensIn: -9_000_000, closesIn: -8_000_000 })
  const sorted = async (phase: string) => (await find({ category, phase })).toSorted()
  const slugs = (...sales: { slug: string }[]) => sales.map((sale) => sale.slug).toSorted()
  expect(await sorted('live')).toEqual(slugs(live, paused))
  expect(await sorted('upcoming')).toEqual(slugs(upcoming))
  expect(await sorted('current')).toEqual(slugs(live, paused, upcoming))
  expect(await sorted('ended')).toEqual(slugs(over, closed))
  expect(await sorted('any')).toEqual(slugs(live, paused, upcoming, over, closed))
})

test('every order is the one its name says; what has ended stands last in all of them', async () => {
  const category = uuid().slice(0, 20)
  const late = await named(category, 'opens late', { opensIn: 3000, closesIn: 3600, priceCents: 100 })
  const open = await named(category, 'open long', { closesIn: 9000, priceCents: 300 })
  const closing = await named(category, 'closing', { closesIn: 60, priceCents: 200 })
  const soon = await named(category, 'opens soon', { opensIn: 900, closesIn: 9999, priceCents: 400 })
  const over = await named(category, 'over', { opensIn: -900, closesIn: -60, priceCents: 1 })
  const before = await named(category, 'over before', { opensIn: -900, closesIn: -120, priceCents: 2 })
  const order = (sort: string) => find({ category, phase: 'any', sort })
  const ended = [over.slug, before.slug]
  expect(await order('soonest')).toEqual([...[closing, open, soon, late].map((sale) => sale.slug), ...ended])
  expect(await order('ending')).toEqual([...[closing, late, open, soon].map((sale) => sale.slug), ...ended])
  expect(await order('price')).toEqual([...[late, closing, open, soon].map((sale) => sale.slug), ...ended])
  expect(await order('newest')).toEqual([...[soon, closing, open, late].map((sale) => sale.slug), ...ended])
  expect(await order('sideways')).toEqual(await order('soonest'))
})

test('no letter of a search is a pattern or a command, and nothing odd is an error', async () => {
  for (const search of [
    '%%%',
    '___',
    "';-- drop",
    '\\\\',
    "%' or true --",
    '\u202e',
    '🕯️',
    'x'.repeat(5000),
    '$1',
    '%s %I %L',
  ])
    expect([search, await find({ search })]).toEqual([search, []])
  for (const asked of [
    { search: null },
    { search: '  \t ' },
    { phase: null },
    { sort: null },
    { page: null, limit: null },
    { page: -3 },
    { limit: 0 },
  ])
    expect((await find(asked)).length).toBeGreaterThan(0)
  expect((await find({ limit: 1_000_000 })).length).toBeLessThanOrEqual(48)
  expect(await find({ page: 2_000_000_000 })).toEqual(await find({ page: 40 }))
  const many = Array.from({ length: 300 }, (_, n) => `w${n}`).join(' ')
  expect(await find({ search: many })).toEqual([])
})

test('pages follow each other without a gap and without a repeat, and each says how many there are in all', async () => {
  const category = uuid().slice(0, 20)
  for (let n = 0; n < 11; n += 1) await named(category, `Same ${n}`, { closesIn: 3600, priceCents: 700 })
  const [all, ...pages] = await Promise.all([
    find({ category, sort: 'price' }),
    ...[1, 2, 3, 4].map((page) => find({ category, sort: 'price', page, limit: 4 })),
  ])
  expect(pages.map((page) => page.length)).toEqual([4, 4, 3, 0])
  expect(pages.flat()).toEqual(all)
  expect(new Set(all).size).toBe(11)
  const [row] = await sql`select total from search_sales('', ${category}, 'current', null, 'price', 2, 4)`
  expect(row?.total).toBe('11')
})

test('the categories are those of what is on or coming, the fullest first', async () => {
  const [full, small, gone] = [`a${uuid().slice(0, 8)}`, `b${uuid().slice(0, 8)}`, `c${uuid().slice(0, 8)}`]
  for (let n = 0; n < 2; n += 1) await named(full, 'One', { opensIn: 60 })
  await named(small, 'Other')
  await named(gone, 'Over', { opensIn: -900, closesIn: -60 })
  const rows = await sql`select category, sales, currency from sale_categories()`
  const known = rows.map((row) => row.category)
  expect(known.indexOf(full)).toBeLessThan(known.indexOf(small))
  expect(rows.find((row) => row.category === full)).toMatchObject({ sales: '2', currency: 'EUR' })
  expect(known).not.toContain(gone)
})
