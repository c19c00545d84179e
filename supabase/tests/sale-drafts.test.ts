import { expect, test } from 'vitest'
import { makeSale, sql, uuid } from './fixtures.ts'
import { as } from './threads.ts'

type Content = Record<string, unknown>
type Scheduled = { outcome: string; sale_id: string | null; slug: string | null; gaps: string[] }

const HOUR_MS = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString()

/** A merchant with a product, somebody who works there, and a draft that lacks nothing. */
async function makeMaker(role = 'owner') {
  const { merchantId, saleId } = await makeSale({ status: 'closed' })
  const user = uuid()
  await sql`insert into merchant_members (merchant_id, user_id, role) values (${merchantId}, ${user}, ${role})`
  await sql`update sales set hero_url = '/demo/hero.svg', hero_alt = 'Forty mugs on a shelf' where id = ${saleId}`
  const [variant] = await sql<{ id: string }[]>`
    select v.id from product_variants v join products p on p.id = v.product_id where p.merchant_id = ${merchantId}`
  const item = {
    variantId: variant?.id,
    priceCents: 7900,
    wasPriceCents: null,
    limitPerShopper: 2,
    stock: 40,
  }
  const content: Content = {
    title: 'Midwinter kiln',
    tagline: 'Forty mugs, one hour',
    story: '',
    category: 'ceramics',
    heroUrl: '/demo/hero.svg',
    heroAlt: 'Forty mugs on a shelf',
    opensAt: inHours(24),
    closesAt: inHours(25),
    timeZone: 'Europe/Berlin',
    holdSeconds: 300,
    paySeconds: 240,
    shippingCents: 490,
    capture: 'automatic',
    taxBasisPoints: 1900,
    taxName: 'VAT',
    shippingNote: 'Two days.',
    returnsNote: 'Thirty days.',
    items: [item],
  }
  return { merchantId, saleId, user, item, content }
}

async function save(user: string, merchantId: string, id: string, version: number | null, content: unknown) {
  const rows = await as<{ outcome: string; version: number | null }>(
    user,
    (on) =>
      on`select outcome, version::int from save_sale_draft(${merchantId}, ${id}, ${version}, ${on.json(content as never)})`,
  )
  return rows[0]
}

async function schedule(user: string, id: string, version: number): Promise<Scheduled | undefined> {
  return (await as<Scheduled>(user, (on) => on`select * from schedule_sale(${id}, ${version})`))[0]
}

const outcomeOf = async (user: string, call: string, ...ids: string[]) =>
  (await as<{ outcome: string }>(user, (on) => on.unsafe(`select ${call}($1, $2) as outcome`, ids)))[0]
    ?.outcome

const getDraft = async (id: string) =>
  (await sql`select content, version::int, sale_id from sale_drafts where id = ${id}`)[0]

test('a complete draft becomes one sale that shoppers see, however often it is asked for', async () => {
  const { user, merchantId, content } = await makeMaker()
  const id = uuid()
  expect(await save(user, merchantId, id, null, content)).toEqual({ outcome: 'saved', version: 0 })
  const answer = await schedule(user, id, 0)
  expect(answer).toMatchObject({ outcome: 'scheduled', gaps: [] })
  expect(answer?.slug).toMatch(/^midwinter-kiln(-\d+)?$/)
  expect(await schedule(user, id, 0)).toMatchObject({ outcome: 'scheduled', sale_id: answer?.sale_id })
  const seen = await sql.begin(async (tx) => {
    await tx`set local role anon`
    return tx`select s.title, s.hero_alt, s.opens_at, s.currency, i.price_cents from sales s join sale_items i on i.sale_id = s.id where s.slug = ${answer?.slug ?? ''}`
  })
  expect(seen).toMatchObject([
    {
      title: 'Midwinter kiln',
      hero_alt: 'Forty mugs on a shelf',
      opens_at: new Date(String(content.opensAt)),
      price_cents: 7900,
    },
  ])
  const [stock] = await sql`
    select i.stock, i.free, (select sum(quantity)::int from stock_movements m where m.item_id = i.id) as moved
    from sale_items i where i.sale_id = ${answer?.sale_id ?? ''}`
  expect(stock).toEqual({ stock: 40, free: 40, moved: 40 })
  expect(await save(user, merchantId, id, 1, { ...content, title: 'Late' })).toMatchObject({
    outcome: 'already_scheduled',
  })
  expect(await outcomeOf(user, 'remove_sale_draft', merchantId, id)).toBe('already_scheduled')
  for (const change of [
    sql`update sale_drafts set content = '{}' where id = ${id}`,
    sql`delete from sale_drafts where id = ${id}`,
  ])
    await expect(change).rejects.toMatchObject({ code: 'ST001' })
})

test('what a draft lacks is said by its place, nothing is scheduled, and the table refuses the same', async () => {
  const { user, merchantId, content, item } = await makeMaker()
  const theirs = await makeMaker()
  const wrong: [Content, string[]][] = [
    [
      {},
      [
        'title',
        'category',
        'taxName',
        'returnsNote',
        'holdSeconds',
        'paySeconds',
        'shippingCents',
        'taxBasisPoints',
        'capture',
        'heroUrl',
        'opensAt',
        'closesAt',
        'items',
      ],
    ],
    [{ ...content, title: ' ' }, ['title']],
    [{ ...content, opensAt: inHours(-1) }, ['opensAt']],
    [{ ...content, opensAt: '2026-02-31T10:00:00Z' }, ['opensAt']],
    [{ ...content, closesAt: content.opensAt }, ['closesAt']],
    [{ ...content, closesAt: inHours(24 * 33) }, ['closesAt']],
    [{ ...content, heroUrl: 'https://elsewhere.test/a.webp' }, ['heroUrl']],
    [{ ...content, heroAlt: ' ' }, ['heroAlt']],
    [{ ...content, heroAlt: 'a'.repeat(301) }, ['heroAlt']],
    [{ ...content, holdSeconds: 1e300 }, ['holdSeconds']],
    [{ ...content, items: 'all' }, ['items']],
    [{ ...content, items: [] }, ['items']],
    [{ ...content, items: [item, item] }, ['items.0.variantId', 'items.1.variantId']],
    [{ ...content, items: [theirs.item] }, ['items.0.variantId']],
    [
      { ...content, items: [{ ...item, priceCents: 79.5, wasPriceCents: 7900 }] },
      ['items.0.priceCents', 'items.0.wasPriceCents'],
    ],
    [{ ...content, items: [{ ...item, wasPriceCents: 7900 }] }, ['items.0.wasPriceCents']],
    [
      { ...content, items: [{ ...item, stock: 0, limitPerShopper: 0 }] },
      ['items.0.limitPerShopper', 'items.0.stock'],
    ],
  ]
  for (const [draft, gaps] of wrong) {
    const id = uuid()
    await save(user, merchantId, id, null, draft)
    expect(await schedule(user, id, 0), gaps.join()).toMatchObject({
      outcome: 'incomplete',
      sale_id: null,
      gaps,
    })
    const [listed] = await as(user, (on) => on`select check_sale_draft(${id}) as gaps`)
    expect(listed).toEqual({ gaps })
  }
})

test('two who build one sale at once are told, and nothing of either is lost', async () => {
  const { user, merchantId, content } = await makeMaker()
  const id = uuid()
  await save(user, merchantId, id, null, content)
  expect(await save(user, merchantId, id, 0, { ...content, title: 'First' })).toEqual({
    outcome: 'saved',
    version: 1,
  })
  // The same again, because the answer got lost.
  expect(await save(user, merchantId, id, 0, { ...content, title: 'First' })).toEqual({
    outcome: 'saved',
    version: 1,
  })
  expect(await save(user, merchantId, id, 0, { ...content, title: 'Second' })).toMatchObject({
    outcome: 'changed_elsewhere',
  })
  expect(await schedule(user, id, 0)).toMatchObject({ outcome: 'changed_elsewhere', sale_id: null })
  expect((await getDraft(id))?.content).toMatchObject({ title: 'First' })
})

test('drafts are of those who build sales at their merchant: no packer, no other merchant, no shopper', async () => {
  const { user, merchantId, saleId, content } = await makeMaker()
  const [other, packer] = [await makeMaker(), uuid()]
  await sql`insert into merchant_members (merchant_id, user_id, role) values (${merchantId}, ${packer}, 'packer')`
  const id = uuid()
  await save(user, merchantId, id, null, content)
  for (const nobody of [packer, other.user, uuid()]) {
    expect(await as(nobody, (on) => on`select id from sale_drafts where id = ${id}`)).toEqual([])
    expect(await as(nobody, (on) => on`select check_sale_draft(${id}) as gaps`)).toEqual([{ gaps: null }])
    expect(await save(nobody, merchantId, id, 0, {})).toMatchObject({ outcome: 'not_allowed' })
    expect(await outcomeOf(nobody, 'remove_sale_draft', merchantId, id)).toBe('not_allowed')
    expect(await outcomeOf(nobody, 'copy_sale_to_draft', saleId, uuid())).toBe('not_allowed')
    expect(await schedule(nobody, id, 0)).toMatchObject({ outcome: 'unknown_draft' })
  }
  expect(await save(other.user, other.merchantId, id, 0, {})).toMatchObject({ outcome: 'unknown_draft' })
  expect(await outcomeOf(other.user, 'remove_sale_draft', other.merchantId, id)).toBe('removed')
  expect(await getDraft(id)).toMatchObject({ version: 0, sale_id: null })
  expect(await outcomeOf(user, 'remove_sale_draft', merchantId, id)).toBe('removed')
  expect(await getDraft(id)).toBeUndefined()
})

test('a past sale is copied with everything but its times', async () => {
  const { user, saleId, item } = await makeMaker()
  const id = uuid()
  for (let n = 0; n < 2; n++) expect(await outcomeOf(user, 'copy_sale_to_draft', saleId, id)).toBe('copied')
  const draft = await getDraft(id)
  expect(draft?.content).toMatchObject({
    title: 'Test sale',
    heroUrl: '/demo/hero.svg',
    heroAlt: 'Forty mugs on a shelf',
    items: [{ ...item, priceCents: 1000, limitPerShopper: 100, stock: 10 }],
  })
  expect(Object.keys(draft?.content)).not.toContain('opensAt')
  expect((await schedule(user, id, 0))?.gaps).toEqual(['returnsNote', 'opensAt', 'closesAt'])
})
