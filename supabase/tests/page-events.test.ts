import { expect, test } from 'vitest'
import { claimOne, makeSale, settle, sql, startPayment, type TestSale, tick, uuid } from './fixtures.ts'

type Event = Partial<Record<'sale' | 'visit' | 'kind' | 'device' | 'source', string>> & {
  is_bot?: boolean
  weight?: number
}

async function record(sale: TestSale, events: Event[]): Promise<number> {
  const full = events.map((event) => ({
    sale: sale.slug,
    visit: uuid(),
    kind: 'view',
    device: 'phone',
    source: 'direct',
    is_bot: false,
    weight: 1,
    ...event,
  }))
  return (await sql`select record_page_events(${sql.json(full)}) as count`)[0]?.count
}

async function insightFor(userId: string, saleId: string) {
  return sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: userId, role: 'authenticated' })}, true),
      set_config('role', 'authenticated', true)`
    return (await tx`select insight(${saleId}) as insight`)[0]?.insight
  })
}

async function memberOf(sale: TestSale, role = 'owner'): Promise<string> {
  const id = uuid()
  await sql`insert into merchant_members values (${sale.merchantId}, ${id}, ${role})`
  return id
}

test('a step of a visit counts once, however often it is told and by how many at once', async () => {
  const sale = await makeSale()
  const visit = uuid()
  expect(await record(sale, [{ visit }, { visit }, { visit, kind: 'try' }])).toBe(2)
  await Promise.all(Array.from({ length: 8 }, () => record(sale, [{ visit }, { visit, kind: 'try' }])))
  expect((await insightFor(await memberOf(sale), sale.saleId)).visits).toEqual(
    expect.arrayContaining([
      { kind: 'view', device: 'phone', source: 'direct', visits: 1 },
      { kind: 'try', device: 'phone', source: 'direct', visits: 1 },
    ]),
  )
})

test('a sale nobody knows and a draft keep nothing', async () => {
  const draft = await makeSale({ status: 'draft' })
  expect(await record(draft, [{}, { sale: 'no-such-sale' }])).toBe(0)
})

test('forged sources fill fifty rows and no more; the rest is other', async () => {
  const sale = await makeSale()
  for (let n = 0; n < 30; n += 1) await record(sale, [{ source: `forged-${n}` }])
  await record(
    sale,
    Array.from({ length: 40 }, (_, n) => ({ source: `forged-${n + 30}` })),
  )
  const rows =
    await sql`select source, sum(visits)::int as visits from insight_counts where sale_id = ${sale.saleId} group by 1`
  expect(rows.length).toBeLessThanOrEqual(51)
  expect(rows.find((row) => row.source === 'other')?.visits).toBeGreaterThanOrEqual(19)
})

test('a kind, a device or a weight that does not exist is refused by the table itself', async () => {
  const sale = await makeSale()
  for (const wrong of [
    { kind: 'paid' },
    { device: 'fridge' },
    { weight: 0 },
    { weight: 5000 },
    { source: '<b>' },
  ])
    await expect(record(sale, [wrong]), JSON.stringify(wrong)).rejects.toMatchObject({ code: '23514' })
})

test('bots are counted apart, and what stands for many counts as many', async () => {
  const sale = await makeSale()
  await record(sale, [{ is_bot: true }, { is_bot: true }, { weight: 8 }])
  const insight = await insightFor(await memberOf(sale), sale.saleId)
  expect(insight).toMatchObject({ bots: 2, kept: 1, stood_for: 8 })
  expect(insight.visits).toEqual([{ kind: 'view', device: 'phone', source: 'direct', visits: 8 }])
})

test('claims and payments are those of the shop, whatever pages tell', async () => {
  const sale = await makeSale({ stock: 10 })
  const owner = await memberOf(sale)
  const paid = await startPayment(sale)
  await settle(paid.intent, paid.total)
  await claimOne({ item: sale.itemId })
  await claimOne({ item: sale.itemId })
  expect(await insightFor(owner, sale.saleId)).toMatchObject({
    claims: 3,
    open_claims: 2,
    paid_claims: 1,
    paid_orders: 1,
    stock: 10,
    sold: 1,
    visits: [],
  })
})

test('when all was taken and when it was sold out is read from the samples', async () => {
  const sale = await makeSale({ stock: 2, closesIn: 900 })
  const owner = await memberOf(sale)
  const first = await startPayment(sale)
  await settle(first.intent, first.total)
  const payment = await startPayment(sale)
  // One is sold and the other still held: all are taken, and it may come back.
  await sql`update count_clock set sampled_at = '-infinity'`
  await tick()
  expect(await insightFor(owner, sale.saleId)).toMatchObject({ sold_out_at: null })
  await settle(payment.intent, payment.total)
  await sql`update sale_samples set at = at - interval '5 seconds' where sale_id = ${sale.saleId}`
  await sql`update count_clock set sampled_at = '-infinity'`
  await tick()
  await sql`update count_clock set sampled_at = '-infinity'`
  await tick()
  const insight = await insightFor(owner, sale.saleId)
  expect(insight.all_taken_at).not.toBeNull()
  expect(Date.parse(insight.sold_out_at)).toBeGreaterThan(Date.parse(insight.all_taken_at))
  expect(insight.sell_through.at(-1)).toMatchObject({ 1: 2, 2: 0, 3: 0 })
})

test('owner and manager see it; a packer, another merchant’s owner, a stranger and nobody do not', async () => {
  const [sale, other] = [await makeSale(), await makeSale()]
  for (const role of ['owner', 'manager'])
    expect((await insightFor(await memberOf(sale, role), sale.saleId)).sale.id).toBe(sale.saleId)
  expect(await insightFor(await memberOf(sale, 'packer'), sale.saleId)).toBeNull()
  expect(await insightFor(await memberOf(other), sale.saleId)).toBeNull()
  expect(await insightFor(uuid(), sale.saleId)).toBeNull()
  await expect(
    sql.begin(async (tx) => {
      await tx`select set_config('role', 'anon', true)`
      await tx`select insight(${sale.saleId})`
    }),
  ).rejects.toMatchObject({ code: '42501' })
})

test('a day older than five weeks is dropped, today and tomorrow are always there', async () => {
  await sql`select ensure_page_day((now() at time zone 'utc')::date - 36)`
  const days = async () =>
    (
      await sql`select c.relname from pg_inherits h join pg_class c on c.oid = h.inhrelid
        where h.inhparent = 'public.page_events'::regclass order by 1`
    ).map((row) => row.relname as string)
  const [named] = await sql<{ old: string; today: string; tomorrow: string }[]>`
    select to_char(d - 36, f) as old, to_char(d, f) as today, to_char(d + 1, f) as tomorrow
    from (select (now() at time zone 'utc')::date as d, '"page_events_"YYYY_MM_DD' as f) t`
  expect(await days()).toContain(named?.old)
  await tick()
  const before = await days()
  expect(before).not.toContain(named?.old)
  expect(before).toEqual(expect.arrayContaining([named?.today, named?.tomorrow]))
  await Promise.all([tick(), tick(), record(await makeSale(), [{}])])
  expect(await days()).toEqual(before)
})
