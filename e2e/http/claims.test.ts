import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSale, disagreements, stockOf } from '../support/sale.ts'
import {
  type Answered,
  claim,
  claimIn,
  type HttpCloud,
  passFor,
  send,
  startHttpCloud,
  tally,
  until,
} from './cloud.ts'

let cloud: HttpCloud
beforeAll(async () => {
  cloud = await startHttpCloud()
})
afterAll(() => cloud.stop())

/** A sale with one item, and passes for it. */
async function oneItem(
  stock: number,
  plan: Partial<Parameters<typeof createSale>[1]> = {},
  limitPerShopper = 2,
) {
  const sale = await createSale(cloud.sql, { ...plan, items: [{ name: 'Mug', stock, limitPerShopper }] })
  const itemId = sale.items[0]?.id ?? ''
  return { sale, itemId, passOf: (shopperId = randomUUID()) => passFor(cloud, shopperId, sale.id) }
}

describe('claims by HTTP', () => {
  it('gives 100 units to exactly 100 of 500 shoppers who ask in the same instant', async () => {
    const { sale, itemId, passOf } = await oneItem(100)
    const answers = await Promise.all(Array.from({ length: 500 }, () => claim(cloud, passOf(), { itemId })))
    expect(tally(answers)).toEqual({ '201': 100, '409 all_held': 400 })
    expect(await stockOf(cloud.sql, itemId)).toEqual({ free: 0, held: 100, sold: 0 })
    const positions = answers.filter((one) => one.status === 201).map((one) => claimIn(one).position)
    expect(positions.toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 100 }, (_, n) => n + 1),
    )
    expect(await disagreements(cloud.sql, sale.id)).toEqual([])
  })

  it('answers 201 with the claim as the contract has it', async () => {
    const { itemId, passOf } = await oneItem(5)
    const answered = await claim(cloud, passOf(), { itemId, quantity: 2 })
    expect(answered.status).toBe(201)
    expect(answered.headers.get('content-type')).toBe('application/json')
    expect(answered.headers.get('cache-control')).toBe('no-store')
    const held = claimIn(answered)
    expect(Object.keys(held).toSorted()).toEqual([
      'expiresAt',
      'id',
      'itemId',
      'position',
      'quantity',
      'status',
    ])
    expect(held).toMatchObject({ itemId, quantity: 2, status: 'held', position: 1 })
    const secondsLeft = (Date.parse(String(held.expiresAt)) - Date.now()) / 1000
    expect(secondsLeft).toBeGreaterThan(290)
    expect(secondsLeft).toBeLessThanOrEqual(300)
  })

  it('makes one claim of a request id, however often it is sent, at once and later', async () => {
    const { sale, itemId, passOf } = await oneItem(3, {}, 3)
    const pass = passOf()
    const requestId = randomUUID()
    const atOnce = await Promise.all(
      Array.from({ length: 20 }, () => claim(cloud, pass, { itemId, requestId })),
    )
    expect(tally(atOnce)).toEqual({ '200': 19, '201': 1 })
    const later = await claim(cloud, pass, { itemId, requestId })
    expect(later.status).toBe(200)
    expect(new Set([...atOnce, later].map((one) => claimIn(one).id)).size).toBe(1)
    expect(await stockOf(cloud.sql, itemId)).toEqual({ free: 2, held: 1, sold: 0 })
    expect(await disagreements(cloud.sql, sale.id)).toEqual([])
  })

  it('repeats a claim to its shopper even when everything is sold out and everybody else is told so', async () => {
    const { sale, itemId, passOf } = await oneItem(1)
    const winner = passOf()
    const requestId = randomUUID()
    const won = await claim(cloud, winner, { itemId, requestId })
    await cloud.sql`update sale_items set held = 0, sold = 1 where id = ${itemId}`
    const askAll = async () => {
      const losers = await Promise.all(Array.from({ length: 50 }, () => claim(cloud, passOf(), { itemId })))
      expect(tally(losers)).toEqual({ '409 sold_out': 50 })
      const again = await claim(cloud, winner, { itemId, requestId })
      expect(again.status).toBe(200)
      expect(claimIn(again).id).toBe(claimIn(won).id)
      // The holder who asks for one more is told about the stock by the database, not by memory.
      expect((await claim(cloud, winner, { itemId, quantity: 2 })).code).toBe('limit_reached')
    }
    for (let round = 0; round < 5; round += 1) await askAll()
    await cloud.sql`update sale_items set held = 1, sold = 0 where id = ${itemId}`
    expect(await disagreements(cloud.sql, sale.id)).toEqual([])
  })

  it('answers losers of a sold-out item without the database, with the same bytes', async () => {
    const { itemId, passOf } = await oneItem(1)
    await cloud.sql`update sale_items set free = 0, sold = 1 where id = ${itemId}`
    const first = await claim(cloud, passOf(), { itemId })
    expect(first.code).toBe('sold_out')
    // With the item locked, claim_stock() cannot answer: whoever is answered was answered from memory.
    await cloud.sql.begin(async (tx) => {
      await tx`select 1 from sale_items where id = ${itemId} for update`
      const impatient = () => claim(cloud, passOf(), { itemId }, AbortSignal.timeout(200)).catch(() => null)
      let next: Answered | null = null
      await until('a loser is answered', async () => {
        next = await impatient()
        return next !== null
      })
      expect(next).toMatchObject({ status: first.status, body: first.body })
    })
    await cloud.sql`update sale_items set free = 1, sold = 0 where id = ${itemId}`
    await until('a restock is noticed', async () => (await claim(cloud, passOf(), { itemId })).status === 201)
  })

  it('holds a shopper to their limit, over several requests sent at once', async () => {
    const { itemId, passOf } = await oneItem(50, {}, 3)
    const pass = passOf()
    const answers = await Promise.all(Array.from({ length: 10 }, () => claim(cloud, pass, { itemId })))
    expect(tally(answers)).toEqual({ '201': 3, '403 limit_reached': 7 })
    expect((await claim(cloud, passOf(), { itemId, quantity: 4 })).code).toBe('limit_reached')
  })

  it('is not open before its time and opens on the database’s second, also for those who asked too early', async () => {
    const { itemId, passOf } = await oneItem(10, { opensInSeconds: 1.5 })
    const early = await Promise.all(Array.from({ length: 20 }, () => claim(cloud, passOf(), { itemId })))
    expect(tally(early)).toEqual({ '425 not_open': 20 })
    let opened: Answered | undefined
    await until('the sale opens', async () => {
      opened = await claim(cloud, passOf(), { itemId })
      return opened.status === 201
    })
    const [row] = await cloud.sql<{ is_after: boolean; late_ms: number }[]>`
      select c.created_at >= s.opens_at as is_after, extract(epoch from c.created_at - s.opens_at)::float8 * 1000 as late_ms
      from claims c join sales s on s.id = c.sale_id where c.item_id = ${itemId}`
    expect(row?.is_after).toBe(true)
    expect(row?.late_ms).toBeLessThan(3000)
  })

  it('is closed from closing time, and still repeats the claims made before', async () => {
    const { itemId, passOf } = await oneItem(100, { closesInSeconds: 1.5 })
    const pass = passOf()
    const requestId = randomUUID()
    expect((await claim(cloud, pass, { itemId, requestId })).status).toBe(201)
    await until('the sale closes', async () => (await claim(cloud, passOf(), { itemId })).status === 410)
    const after = await Promise.all(Array.from({ length: 30 }, () => claim(cloud, passOf(), { itemId })))
    expect(tally(after)).toEqual({ '410 closed': 30 })
    expect((await claim(cloud, pass, { itemId, requestId })).status).toBe(200)
    const [late] = await cloud.sql<{ count: number }[]>`
      select count(*)::int as count from claims c join sales s on s.id = c.sale_id
      where c.item_id = ${itemId} and c.created_at >= s.closes_at`
    expect(late?.count).toBe(0)
  })

  it('gives the units of an expired claim to the next shopper within two seconds', async () => {
    const { sale, itemId, passOf } = await oneItem(1, { holdSeconds: 1 })
    const held = await claim(cloud, passOf(), { itemId })
    const expiresAtMs = Date.parse(String(claimIn(held).expiresAt))
    expect((await claim(cloud, passOf(), { itemId })).code).toBe('all_held')
    const ticking = setInterval(() => void cloud.sql`select tick()`.catch(() => undefined), 1000)
    try {
      await until(
        'the unit is free again',
        async () => (await claim(cloud, passOf(), { itemId })).status === 201,
      )
    } finally {
      clearInterval(ticking)
    }
    expect(Date.now() - expiresAtMs).toBeLessThan(2000)
    expect(await disagreements(cloud.sql, sale.id)).toEqual([])
  })

  it('tells who let too many claims run out when they may claim again, and nobody else', async () => {
    const { sale, itemId, passOf } = await oneItem(5, { holdSeconds: 1 })
    await cloud.sql`update sales set lapses_forgiven = 0, lapse_window_seconds = 60 where id = ${sale.id}`
    await cloud.sql`update sale_items set limit_per_shopper = 1 where id = ${itemId}`
    const pass = passOf()
    await claim(cloud, pass, { itemId })
    await until('the claim has run out', async () => {
      await cloud.sql`select tick()`
      return (await stockOf(cloud.sql, itemId)).held === 0
    })
    const refused = await claim(cloud, pass, { itemId })
    expect([refused.status, refused.code]).toEqual([403, 'limit_reached'])
    const [row] = await cloud.sql<{ at: Date }[]>`
      select lapsed_at + interval '60 seconds' as at from claims where item_id = ${itemId}`
    expect(refused.body.retryAt).toBe(row?.at.toISOString())
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(50)
    expect(seconds).toBeLessThanOrEqual(60)
    expect((await claim(cloud, passOf(), { itemId })).status).toBe(201)
    // The limit itself does not pass by waiting, and says nothing of the kind.
    const limited = await claim(cloud, passOf(), { itemId, quantity: 2 })
    expect(limited).toMatchObject({ status: 403, code: 'limit_reached' })
    expect([limited.body.retryAt, limited.headers.get('retry-after')]).toEqual([undefined, null])
  })

  it('tells a shopper who never stops to slow down, and nobody else', async () => {
    const { itemId, passOf } = await oneItem(1)
    const pass = passOf()
    const answers = await Promise.all(Array.from({ length: 120 }, () => claim(cloud, pass, { itemId })))
    const refused = answers.filter((one) => one.code === 'slow_down')
    expect(refused.length).toBeGreaterThan(40)
    expect(refused[0]?.status).toBe(429)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await claim(cloud, passOf(), { itemId })).code).toBe('all_held')
  })

  it('gives a claim back on request, again and again, and its units to somebody else', async () => {
    const { sale, itemId, passOf } = await oneItem(1)
    const pass = passOf()
    const held = claimIn(await claim(cloud, pass, { itemId }))
    const release = (with_: string) =>
      send(`${cloud.origin}/api/claims/${held.id}`, {
        method: 'DELETE',
        headers: { authorization: `Pass ${with_}` },
      })
    expect((await release(passOf())).code).toBe('unknown_claim')
    expect((await release(pass)).status).toBe(204)
    expect((await release(pass)).status).toBe(204)
    expect((await claim(cloud, passOf(), { itemId })).status).toBe(201)
    expect(await disagreements(cloud.sql, sale.id)).toEqual([])
  })

  it('lists one’s own live claims, and nobody else’s', async () => {
    const { sale, itemId, passOf } = await oneItem(5)
    const [pass, other] = [passOf(), passOf()]
    const held = claimIn(await claim(cloud, pass, { itemId }))
    await claim(cloud, other, { itemId })
    const mine = async () =>
      send(`${cloud.origin}/api/me/claims`, { headers: { authorization: `Pass ${pass}` } })
    const { body, headers } = await mine()
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body.claims).toEqual([{ ...held, saleId: sale.id, saleSlug: sale.slug, orderId: null }])
    expect(Math.abs(Number(body.now) - Date.now())).toBeLessThan(2000)
    await cloud.sql`select release_claim(id, shopper_id) from claims where id = ${String(held.id)}`
    expect((await mine()).body.claims).toEqual([])
  })
})
