import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSale, type TestSale } from '../support/sale.ts'
import { claim, type HttpCloud, passFor, startHttpCloud, tally, until } from './cloud.ts'

let cloud: HttpCloud
let sale: TestSale
beforeAll(async () => {
  cloud = await startHttpCloud()
  sale = await createSale(cloud.sql, { items: [{ name: 'Mug', stock: 2, limitPerShopper: 1 }] })
})
afterAll(() => cloud.stop())

const PHONE = 'Mozilla/5.0 (Linux; Android 15; Pixel 7) AppleWebKit/537 Chrome/140 Mobile Safari/537'

function tell(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(`${cloud.origin}/api/events`, {
    method: 'POST',
    body: text,
    headers: { 'user-agent': PHONE, ...headers },
  })
}

const report = (over: object = {}) => ({
  sale: sale.slug,
  visit: randomUUID(),
  steps: ['view'],
  source: 'direct',
  ...over,
})
const keptOf = async (visit: string) =>
  cloud.sql`select kind, device, source, is_bot, weight from page_events where visit_id = ${visit} order by kind`

it('keeps the steps of a visit, once, with what kind of device it is and nothing of who', async () => {
  const told = report({ steps: ['view', 'try'], source: 'news.example' })
  for (let n = 0; n < 3; n += 1) expect((await tell(told)).status).toBe(204)
  await until('it is kept', async () => (await keptOf(told.visit)).length === 2)
  const row = { device: 'phone', source: 'news.example', is_bot: false, weight: 1 }
  expect([...(await keptOf(told.visit))]).toEqual([
    { kind: 'try', ...row },
    { kind: 'view', ...row },
  ])
  const columns = await cloud.sql`select attname from pg_attribute
    where attrelid = 'public.page_events'::regclass and attnum > 0 order by attnum`
  expect(columns.map(({ attname }) => attname)).toEqual([
    'day',
    'sale_id',
    'visit_id',
    'kind',
    'device',
    'source',
    'is_bot',
    'weight',
    'at',
  ])
})

it('keeps nothing of whoever asks not to be followed', async () => {
  const asked = [report(), report()]
  expect((await tell(asked[0], { dnt: '1' })).status).toBe(204)
  expect((await tell(asked[1], { 'sec-gpc': '1' })).status).toBe(204)
  const after = report()
  await tell(after)
  await until('it is kept', async () => (await keptOf(after.visit)).length === 1)
  for (const { visit } of asked) expect(await keptOf(visit)).toHaveLength(0)
})

it('marks programs, by what they call themselves or by what the browser says of itself', async () => {
  const [named, driven] = [report(), report({ isAutomated: true })]
  await tell(named, { 'user-agent': 'Googlebot/2.1' })
  await tell(driven)
  await until('it is kept', async () => (await keptOf(driven.visit)).length === 1)
  for (const { visit } of [named, driven]) expect((await keptOf(visit))[0]?.is_bot).toBe(true)
})

it('refuses other sites, wrong shapes, huge bodies and claims said by a page', async () => {
  expect((await tell(report(), { origin: 'https://evil.example' })).status).toBe(403)
  expect((await tell('{')).status).toBe(400)
  expect((await tell(report({ steps: ['claim'] }))).status).toBe(422)
  expect((await tell(report({ visit: 7 }))).status).toBe(422)
  expect((await tell(report({ source: 'x'.repeat(5000) }))).status).toBe(413)
  expect((await tell('x'.repeat(1_000_000))).status).toBe(413)
  const read = await fetch(`${cloud.origin}/api/events`)
  expect([read.status, read.headers.get('allow')]).toEqual([405, 'POST'])
})

it('a thousand visits of one address in a moment are refused from the two hundredth on', async () => {
  const statuses = await Promise.all(Array.from({ length: 1000 }, async () => (await tell(report())).status))
  const taken = statuses.filter((status) => status === 204).length
  expect(taken).toBeGreaterThan(100)
  expect(taken).toBeLessThan(400)
  expect(statuses.filter((status) => status === 429).length).toBe(1000 - taken)
})

it('every refusal of a claim is counted by its reason, also those that never reach the database', async () => {
  const rush = await createSale(cloud.sql, { items: [{ name: 'Mug', stock: 2, limitPerShopper: 1 }] })
  const itemId = rush.items[0]?.id ?? ''
  const shoppers = Array.from({ length: 2 }, () => passFor(cloud, randomUUID(), rush.id))
  for (const pass of shoppers) await claim(cloud, pass, { itemId })
  await claim(cloud, shoppers[0] ?? '', { itemId })
  await cloud.sql`update sales set status = 'paused' where id = ${rush.id}`
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => claim(cloud, passFor(cloud, randomUUID(), rush.id), { itemId })),
  )
  expect(tally(answers)).toEqual({ '425 not_open': 60 })
  const counted = async () => {
    const rows = await cloud.sql`
      select k.kind, sum(k.amount)::int as amount from (
        select kind, total as amount from sale_totals where sale_id = ${rush.id}
        union all select kind, amount from sale_count_changes where sale_id = ${rush.id}
      ) k group by 1 order by 1`
    return Object.fromEntries(rows.map((row) => [row.kind, row.amount]))
  }
  await until('it is kept', async () => (await counted()).refused_not_open === 60)
  expect(await counted()).toEqual({ refused_limit_reached: 1, refused_not_open: 60 })
})
