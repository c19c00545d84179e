import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSale } from '../support/sale.ts'
import { claim, type HttpCloud, passFor, send, startHttpCloud, until } from './cloud.ts'

let cloud: HttpCloud
beforeAll(async () => {
  cloud = await startHttpCloud()
})
afterAll(() => cloud.stop())

const snapshot = (slug: string, headers: Record<string, string> = {}) =>
  send(`${cloud.origin}/api/sales/${slug}/snapshot`, { headers })

describe('the snapshot', () => {
  it('has the shape of the contract, and is public for a second', async () => {
    const sale = await createSale(cloud.sql, {
      items: [
        { name: 'Many', stock: 11 },
        { name: 'Few', stock: 10, limitPerShopper: 3 },
      ],
    })
    const { status, headers, body } = await snapshot(sale.slug)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('cache-control')).toBe('public, s-maxage=1')
    expect(headers.has('set-cookie')).toBe(false)
    expect(Object.keys(body)).toEqual(['sale', 'items', 'version', 'now'])
    expect(body.sale).toEqual({
      id: sale.id,
      slug: sale.slug,
      opensAt: expect.stringMatching(/^\d{4}-.*Z$/),
      closesAt: expect.stringMatching(/^\d{4}-.*Z$/),
      phase: 'live',
    })
    expect(body.items).toEqual([
      {
        id: sale.items[0]?.id,
        priceCents: 8000,
        currency: 'EUR',
        state: 'available',
        free: null,
        paying: null,
        limitPerShopper: 2,
      },
      {
        id: sale.items[1]?.id,
        priceCents: 8000,
        currency: 'EUR',
        state: 'low',
        free: 10,
        paying: null,
        limitPerShopper: 3,
      },
    ])
    expect(Math.abs(Number(body.now) - Date.now())).toBeLessThan(2000)
  })

  it('is the same bytes for everybody within a moment, and 304 for who has it', async () => {
    const sale = await createSale(cloud.sql, { items: [{ name: 'Mug', stock: 1 }] })
    const texts = await Promise.all(
      Array.from({ length: 50 }, async () =>
        (await fetch(`${cloud.origin}/api/sales/${sale.slug}/snapshot`)).text(),
      ),
    )
    expect(new Set(texts).size).toBeLessThanOrEqual(2)
    const etag = (await snapshot(sale.slug)).headers.get('etag') ?? ''
    expect(etag).toMatch(/^W\/"/)
    const unchanged = await snapshot(sale.slug, { 'if-none-match': `"other", ${etag}` })
    expect([unchanged.status, unchanged.headers.get('etag')]).toEqual([304, etag])
    await claim(cloud, passFor(cloud, randomUUID(), sale.id), { itemId: sale.items[0]?.id ?? '' })
    await until(
      'the change shows',
      async () => (await snapshot(sale.slug, { 'if-none-match': etag })).status === 200,
      1000,
    )
    const [item] = (await snapshot(sale.slug)).body.items as { state: string; free: number }[]
    expect(item).toMatchObject({ state: 'all_held', free: 0 })
  })

  it('says live within a few milliseconds of opening and ended of closing, by the database’s clock', async () => {
    const sale = await createSale(cloud.sql, {
      opensInSeconds: 1,
      closesInSeconds: 2,
      items: [{ name: 'Mug', stock: 1 }],
    })
    const [times] = await cloud.sql<{ opens_ms: number; closes_ms: number }[]>`
      select extract(epoch from opens_at)::float8 * 1000 as opens_ms, extract(epoch from closes_at)::float8 * 1000 as closes_ms
      from sales where id = ${sale.id}`
    const firstSeen: Record<string, number> = {}
    await until('it has ended', async () => {
      const { phase } = Object((await snapshot(sale.slug)).body.sale)
      firstSeen[phase] ??= Date.now()
      return phase === 'ended'
    })
    expect(Object.keys(firstSeen)).toEqual(['upcoming', 'live', 'ended'])
    expect(Number(firstSeen.live) - Number(times?.opens_ms)).toBeLessThan(1000)
    expect(Number(firstSeen.live) - Number(times?.opens_ms)).toBeGreaterThan(-20)
    expect(Number(firstSeen.ended) - Number(times?.closes_ms)).toBeLessThan(1000)
  })

  it('does not exist for a draft, and does once it is announced', async () => {
    const sale = await createSale(cloud.sql, { items: [{ name: 'Mug', stock: 1 }] })
    await cloud.sql`update sales set status = 'draft' where id = ${sale.id}`
    expect((await snapshot(sale.slug)).code).toBe('unknown_sale')
    await cloud.sql`update sales set status = 'paused' where id = ${sale.id}`
    await until('it is announced', async () => (await snapshot(sale.slug)).status === 200, 2000)
    expect(Object((await snapshot(sale.slug)).body.sale).phase).toBe('paused')
  })
})

it('the time is the database’s, in whole milliseconds, and never cached', async () => {
  const [row] = await cloud.sql<
    { now: number }[]
  >`select extract(epoch from clock_timestamp())::float8 * 1000 as now`
  const { body, headers } = await send(`${cloud.origin}/api/time`)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(Number.isInteger(body.now)).toBe(true)
  expect(Math.abs(Number(body.now) - Number(row?.now))).toBeLessThan(1000)
})
