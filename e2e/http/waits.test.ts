import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { disagreements, stockOf } from '../support/sale.ts'
import { claim, type HttpCloud, startHttpCloud, tally, until } from './cloud.ts'
import { type HeldSale, makeHeldSale, type Shopper, waitIn } from './held-sale.ts'

let cloud: HttpCloud
let held: HeldSale
beforeAll(async () => {
  cloud = await startHttpCloud()
})
afterEach(async () => expect(await disagreements(cloud.sql, held.sale.id)).toEqual([]))
afterAll(() => cloud.stop())

describe('a place in line', () => {
  it('is answered 201 as the contract has it, and is listed among one’s own', async () => {
    held = await makeHeldSale(cloud, 1)
    const shopper = held.newShopper()
    const answered = await held.join(shopper)
    expect(answered.status).toBe(201)
    expect(answered.headers.get('cache-control')).toBe('no-store')
    const wait = waitIn(answered)
    expect(wait).toEqual({
      id: expect.any(String),
      itemId: held.itemId,
      quantity: 1,
      place: 1,
      aheadAtMost: 0,
      status: 'waiting',
      claimId: null,
    })
    const own = { saleId: held.sale.id, saleSlug: held.sale.slug, offeredAt: null, endedAt: null }
    expect((await held.mine(shopper)).waits).toEqual([{ ...wait, ...own }])
    expect((await held.mine(held.newShopper())).waits).toEqual([])
  })

  it('is one however often it is asked for, with the same request id or with another', async () => {
    held = await makeHeldSale(cloud, 1)
    const [first, shopper] = [held.newShopper(), held.newShopper()]
    await held.join(first)
    const requestId = randomUUID()
    const atOnce = await Promise.all(Array.from({ length: 10 }, () => held.join(shopper, { requestId })))
    expect(tally(atOnce)).toEqual({ '200': 9, '201': 1 })
    const again = await held.join(shopper, { quantity: 2 })
    expect(again.status).toBe(200)
    expect(new Set([...atOnce, again].map((one) => waitIn(one).id)).size).toBe(1)
    expect(waitIn(again)).toMatchObject({ place: 2, quantity: 1, aheadAtMost: 1 })
  })

  it('is left on request, again and again, by its own shopper only; whoever joins again is last', async () => {
    held = await makeHeldSale(cloud, 1)
    const [first, second] = [held.newShopper(), held.newShopper()]
    const id = String(waitIn(await held.join(first)).id)
    await held.join(second)
    expect((await held.leave(second, id)).code).toBe('unknown_wait')
    expect(await held.aheadOf(second)).toBe(1)
    expect((await held.leave(first, id)).status).toBe(204)
    expect((await held.leave(first, id)).status).toBe(204)
    expect((await held.mine(first)).waits).toEqual([])
    expect(await held.aheadOf(second)).toBe(0)
    expect(waitIn(await held.join(first))).toMatchObject({ place: 3, aheadAtMost: 1 })
  })
})

describe('units that come back', () => {
  it('go to the first in line at once, as a claim with a shorter time, and everybody moves up', async () => {
    held = await makeHeldSale(cloud, 1)
    const [holder] = held.holders
    const line = [held.newShopper(), held.newShopper(), held.newShopper()]
    for (const shopper of line) await held.join(shopper)
    expect(await Promise.all(line.map(held.aheadOf))).toEqual([0, 1, 2])
    expect((await held.giveBack(holder)).status).toBe(204)

    const [first, ...others] = line
    const { claims, waits } = await held.mine(first as Shopper)
    expect(claims).toMatchObject([{ itemId: held.itemId, quantity: 1, status: 'held' }])
    expect(waits).toMatchObject([{ status: 'offered', claimId: claims[0]?.id, aheadAtMost: 0 }])
    const lastsMs = Date.parse(String(claims[0]?.expiresAt)) - Date.parse(String(waits[0]?.offeredAt))
    expect(lastsMs).toBe(120_000)
    expect(await Promise.all(others.map(held.aheadOf))).toEqual([0, 1])
    expect(await stockOf(cloud.sql, held.itemId)).toEqual({ free: 0, held: 1, sold: 0 })
  })

  it('never go to somebody who claims meanwhile, however hard they try', async () => {
    held = await makeHeldSale(cloud, 1)
    const [holder] = held.holders
    const waiting = held.newShopper()
    await held.join(waiting)
    const trying = Array.from({ length: 40 }, () =>
      claim(cloud, held.newShopper().pass, { itemId: held.itemId }),
    )
    const [released, ...answers] = await Promise.all([held.giveBack(holder), ...trying])
    expect(released.status).toBe(204)
    expect(tally(answers)).toEqual({ '409 all_held': 40 })
    expect((await held.mine(waiting)).waits).toMatchObject([{ status: 'offered' }])
  })

  it('are offered in order of arrival, fewer than asked for where there are no more', async () => {
    held = await makeHeldSale(cloud, 3)
    const { holders } = held
    const line = [held.newShopper(), held.newShopper(), held.newShopper()]
    for (const shopper of line) await held.join(shopper, { quantity: 2 })
    const offers = async () =>
      (await Promise.all(line.map(held.mine))).map(({ claims }) => claims.map(({ quantity }) => quantity))
    for (const holder of holders) await held.giveBack(holder)
    expect(await offers()).toEqual([[1], [1], [1]])
  })

  it('pass on when an offer lapses, within two seconds, and the one it lapsed for is told', async () => {
    held = await makeHeldSale(cloud, 1)
    const [holder] = held.holders
    await cloud.sql`update sales set offer_seconds = 1 where id = ${held.sale.id}`
    const [first, second] = [held.newShopper(), held.newShopper()]
    for (const shopper of [first, second]) await held.join(shopper)
    await held.giveBack(holder)
    const ticking = setInterval(() => void cloud.sql`select tick()`.catch(() => undefined), 200)
    try {
      await until('the second has it', async () => (await held.mine(second)).claims.length === 1)
    } finally {
      clearInterval(ticking)
    }
    const { claims, waits } = await held.mine(first)
    expect(claims).toEqual([])
    expect(waits).toMatchObject([{ status: 'lapsed', endedAt: expect.any(String) }])
    const [late] = await cloud.sql<{ ms: number }[]>`
      select extract(epoch from released_at - expires_at)::float8 * 1000 as ms from claims
      where item_id = ${held.itemId} and shopper_id = ${first.id}`
    expect(late?.ms).toBeLessThan(2000)
    // Who waits again is not told about the last time any more, and is behind everybody.
    expect(waitIn(await held.join(first))).toMatchObject({ place: 3, status: 'waiting' })
    expect((await held.mine(first)).waits[0]).toMatchObject({ status: 'waiting' })
  })

  it('pass on when what was offered is given up by leaving', async () => {
    held = await makeHeldSale(cloud, 1)
    const [holder] = held.holders
    const [first, second] = [held.newShopper(), held.newShopper()]
    const id = String(waitIn(await held.join(first)).id)
    await held.join(second)
    await held.giveBack(holder)
    expect((await held.leave(first, id)).status).toBe(204)
    expect((await held.leave(first, id)).status).toBe(204)
    expect(await held.mine(first)).toMatchObject({ claims: [], waits: [] })
    expect((await held.mine(second)).claims).toHaveLength(1)
  })

  it('are fair to two hundred who join in the same instant: places are gapless, offers follow them', async () => {
    held = await makeHeldSale(cloud, 20)
    const { holders } = held
    const line = Array.from({ length: 200 }, held.newShopper)
    const answers = await Promise.all(line.map((shopper) => held.join(shopper)))
    expect(tally(answers)).toEqual({ '201': 200 })
    const places = answers.map((one) => Number(waitIn(one).place))
    expect(places.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1))
    await Promise.all(holders.map(held.giveBack))
    const served = await cloud.sql<{ place: number }[]>`
      select place::int as place from waits where item_id = ${held.itemId} and status = 'offered' order by place`
    expect(served.map(({ place }) => place)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
    const [position] = await cloud.sql<{ isInOrder: boolean }[]>`
      select bool_and(o.place_order = o.position_order) as "isInOrder" from (
        select row_number() over (order by w.place) as place_order, row_number() over (order by c.position) as position_order
        from waits w join claims c on c.id = w.claim_id where w.item_id = ${held.itemId}) o`
    expect(position?.isInOrder).toBe(true)
  })
})
