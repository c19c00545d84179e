import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSale, disagreements, stockOf, type TestSale } from '../support/sale.ts'
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
import { signedToken } from './tokens.ts'

let cloud: HttpCloud
let sale: TestSale
let itemId: string
beforeAll(async () => {
  cloud = await startHttpCloud()
})
afterEach(async () => expect(await disagreements(cloud.sql, sale.id)).toEqual([]))
afterAll(() => cloud.stop())

type Shopper = { id: string; pass: string }
const newShopper = (): Shopper => {
  const id = randomUUID()
  return { id, pass: passFor(cloud, id, sale.id) }
}

/** A sale of one item, and as many shoppers as there are units, each holding one. */
async function allHeld(stock: number, plan: Partial<Parameters<typeof createSale>[1]> = {}) {
  sale = await createSale(cloud.sql, { ...plan, items: [{ name: 'Mug', stock, limitPerShopper: 2 }] })
  itemId = sale.items[0]?.id ?? ''
  const holders: { shopper: Shopper; claimId: string }[] = []
  for (let n = 0; n < stock; n += 1) {
    const shopper = newShopper()
    holders.push({ shopper, claimId: String(claimIn(await claim(cloud, shopper.pass, { itemId })).id) })
  }
  return holders
}

const headersOf = ({ pass }: Shopper) => ({
  authorization: `Pass ${pass}`,
  'content-type': 'application/json',
})

function join(shopper: Shopper, change: Record<string, unknown> = {}): Promise<Answered> {
  const body = JSON.stringify({ itemId, quantity: 1, requestId: randomUUID(), ...change })
  return send(`${cloud.origin}/api/waits`, { method: 'POST', headers: headersOf(shopper), body })
}
const leave = (shopper: Shopper, waitId: string) =>
  send(`${cloud.origin}/api/waits/${waitId}`, { method: 'DELETE', headers: headersOf(shopper) })
const giveBack = (shopper: Shopper, claimId: string) =>
  send(`${cloud.origin}/api/claims/${claimId}`, { method: 'DELETE', headers: headersOf(shopper) })

type Listed = Record<string, unknown>
async function mine(shopper: Shopper): Promise<{ claims: Listed[]; waits: Listed[] }> {
  const { body } = await send(`${cloud.origin}/api/me/claims`, { headers: headersOf(shopper) })
  return body as { claims: Listed[]; waits: Listed[] }
}
const waitIn = (answered: Answered) => answered.body.wait as Listed
const aheadOf = async (shopper: Shopper) => (await mine(shopper)).waits[0]?.aheadAtMost

describe('a place in line', () => {
  it('is answered 201 as the contract has it, and is listed among one’s own', async () => {
    await allHeld(1)
    const shopper = newShopper()
    const answered = await join(shopper)
    expect(answered.status).toBe(201)
    expect(answered.headers.get('cache-control')).toBe('no-store')
    const wait = waitIn(answered)
    expect(wait).toEqual({
      id: expect.any(String),
      itemId,
      quantity: 1,
      place: 1,
      aheadAtMost: 0,
      status: 'waiting',
      claimId: null,
    })
    const own = { saleId: sale.id, saleSlug: sale.slug, offeredAt: null, endedAt: null }
    expect((await mine(shopper)).waits).toEqual([{ ...wait, ...own }])
    expect((await mine(newShopper())).waits).toEqual([])
  })

  it('is one however often it is asked for, with the same request id or with another', async () => {
    await allHeld(1)
    const [first, shopper] = [newShopper(), newShopper()]
    await join(first)
    const requestId = randomUUID()
    const atOnce = await Promise.all(Array.from({ length: 10 }, () => join(shopper, { requestId })))
    expect(tally(atOnce)).toEqual({ '200': 9, '201': 1 })
    const again = await join(shopper, { quantity: 2 })
    expect(again.status).toBe(200)
    expect(new Set([...atOnce, again].map((one) => waitIn(one).id)).size).toBe(1)
    expect(waitIn(again)).toMatchObject({ place: 2, quantity: 1, aheadAtMost: 1 })
  })

  it('is left on request, again and again, by its own shopper only; whoever joins again is last', async () => {
    await allHeld(1)
    const [first, second] = [newShopper(), newShopper()]
    const id = String(waitIn(await join(first)).id)
    await join(second)
    expect((await leave(second, id)).code).toBe('unknown_wait')
    expect(await aheadOf(second)).toBe(1)
    expect((await leave(first, id)).status).toBe(204)
    expect((await leave(first, id)).status).toBe(204)
    expect((await mine(first)).waits).toEqual([])
    expect(await aheadOf(second)).toBe(0)
    expect(waitIn(await join(first))).toMatchObject({ place: 3, aheadAtMost: 1 })
  })
})

describe('units that come back', () => {
  it('go to the first in line at once, as a claim with a shorter time, and everybody moves up', async () => {
    const [holder] = await allHeld(1)
    const line = [newShopper(), newShopper(), newShopper()]
    for (const shopper of line) await join(shopper)
    expect(await Promise.all(line.map(aheadOf))).toEqual([0, 1, 2])
    if (!holder) throw new Error('nobody holds it')
    expect((await giveBack(holder.shopper, holder.claimId)).status).toBe(204)

    const [first, ...others] = line
    const { claims, waits } = await mine(first as Shopper)
    expect(claims).toMatchObject([{ itemId, quantity: 1, status: 'held' }])
    expect(waits).toMatchObject([{ status: 'offered', claimId: claims[0]?.id, aheadAtMost: 0 }])
    const lastsMs = Date.parse(String(claims[0]?.expiresAt)) - Date.parse(String(waits[0]?.offeredAt))
    expect(lastsMs).toBe(120_000)
    expect(await Promise.all(others.map(aheadOf))).toEqual([0, 1])
    expect(await stockOf(cloud.sql, itemId)).toEqual({ free: 0, held: 1, sold: 0 })
  })

  it('never go to somebody who claims meanwhile, however hard they try', async () => {
    const [holder] = await allHeld(1)
    const waiting = newShopper()
    await join(waiting)
    const trying = Array.from({ length: 40 }, () => claim(cloud, newShopper().pass, { itemId }))
    const [released, ...answers] = await Promise.all([
      giveBack(holder?.shopper ?? waiting, holder?.claimId ?? ''),
      ...trying,
    ])
    expect(released.status).toBe(204)
    expect(tally(answers)).toEqual({ '409 all_held': 40 })
    expect((await mine(waiting)).waits).toMatchObject([{ status: 'offered' }])
  })

  it('are offered in order of arrival, fewer than asked for where there are no more', async () => {
    const holders = await allHeld(3)
    const line = [newShopper(), newShopper(), newShopper()]
    for (const shopper of line) await join(shopper, { quantity: 2 })
    const offers = async () =>
      (await Promise.all(line.map(mine))).map(({ claims }) => claims.map(({ quantity }) => quantity))
    for (const holder of holders) await giveBack(holder.shopper, holder.claimId)
    expect(await offers()).toEqual([[1], [1], [1]])
  })

  it('pass on when an offer lapses, within two seconds, and the one it lapsed for is told', async () => {
    const [holder] = await allHeld(1)
    await cloud.sql`update sales set offer_seconds = 1 where id = ${sale.id}`
    const [first, second] = [newShopper(), newShopper()]
    for (const shopper of [first, second]) await join(shopper)
    await giveBack(holder?.shopper ?? first, holder?.claimId ?? '')
    const ticking = setInterval(() => void cloud.sql`select tick()`.catch(() => undefined), 200)
    try {
      await until('the second has it', async () => (await mine(second)).claims.length === 1)
    } finally {
      clearInterval(ticking)
    }
    const { claims, waits } = await mine(first)
    expect(claims).toEqual([])
    expect(waits).toMatchObject([{ status: 'lapsed', endedAt: expect.any(String) }])
    const [late] = await cloud.sql<{ ms: number }[]>`
      select extract(epoch from released_at - expires_at)::float8 * 1000 as ms from claims
      where item_id = ${itemId} and shopper_id = ${first.id}`
    expect(late?.ms).toBeLessThan(2000)
    // Who waits again is not told about the last time any more, and is behind everybody.
    expect(waitIn(await join(first))).toMatchObject({ place: 3, status: 'waiting' })
    expect((await mine(first)).waits[0]).toMatchObject({ status: 'waiting' })
  })

  it('pass on when what was offered is given up by leaving', async () => {
    const [holder] = await allHeld(1)
    const [first, second] = [newShopper(), newShopper()]
    const id = String(waitIn(await join(first)).id)
    await join(second)
    await giveBack(holder?.shopper ?? first, holder?.claimId ?? '')
    expect((await leave(first, id)).status).toBe(204)
    expect((await leave(first, id)).status).toBe(204)
    expect(await mine(first)).toMatchObject({ claims: [], waits: [] })
    expect((await mine(second)).claims).toHaveLength(1)
  })

  it('are fair to two hundred who join in the same instant: places are gapless, offers follow them', async () => {
    const holders = await allHeld(20)
    const line = Array.from({ length: 200 }, newShopper)
    const answers = await Promise.all(line.map((shopper) => join(shopper)))
    expect(tally(answers)).toEqual({ '201': 200 })
    const places = answers.map((one) => Number(waitIn(one).place))
    expect(places.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1))
    await Promise.all(holders.map(({ shopper, claimId }) => giveBack(shopper, claimId)))
    const served = await cloud.sql<{ place: number }[]>`
      select place::int as place from waits where item_id = ${itemId} and status = 'offered' order by place`
    expect(served.map(({ place }) => place)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
    const [position] = await cloud.sql<{ isInOrder: boolean }[]>`
      select bool_and(o.place_order = o.position_order) as "isInOrder" from (
        select row_number() over (order by w.place) as place_order, row_number() over (order by c.position) as position_order
        from waits w join claims c on c.id = w.claim_id where w.item_id = ${itemId}) o`
    expect(position?.isInOrder).toBe(true)
  })
})

describe('nothing to wait for', () => {
  const thisSale = `id = (select sale_id from sale_items where id = '?')`
  it.each<[string, string, number, string]>([
    ['a unit is free', `update sale_items set free = 1, held = 0 where id = '?'`, 409, 'units_free'],
    ['everything is paid for', `update sale_items set sold = 1, held = 0 where id = '?'`, 409, 'sold_out'],
    ['too many wait already', `update sales set line_max = 0 where ${thisSale}`, 409, 'line_full'],
    ['the sale is paused', `update sales set status = 'paused' where ${thisSale}`, 425, 'not_open'],
    ['the sale is closed', `update sales set status = 'closed' where ${thisSale}`, 410, 'closed'],
  ])('when %s', async (_name, change, status, code) => {
    await allHeld(1)
    await cloud.sql.begin((tx) => tx.unsafe(change.replace('?', itemId)))
    const answered = await join(newShopper())
    expect(answered.body).toMatchObject({ status, code, type: 'about:blank', detail: expect.any(String) })
    expect(answered.status).toBe(status)
    // The counters as claims and movements have them, for the audit after each test.
    await cloud.sql`update sale_items set free = 0, held = 1, sold = 0 where id = ${itemId}`
  })

  it('for somebody who let too many claims run out: until when is said', async () => {
    await allHeld(1)
    await cloud.sql`update sales set lapses_forgiven = 0 where id = ${sale.id}`
    const shopper = newShopper()
    await cloud.sql`update sale_items set stock = 2, free = 1 where id = ${itemId}`
    await cloud.sql`insert into stock_movements (ledger_month, sale_id, item_id, kind, quantity, cause)
      select ledger_month, sale_id, id, 'restocked', 1, 'test' from sale_items where id = ${itemId}`
    await cloud.sql`update sales set hold_seconds = 1 where id = ${sale.id}`
    for (let n = 0; n < 2; n += 1) {
      await claim(cloud, shopper.pass, { itemId })
      await until('it runs out', async () => {
        await cloud.sql`select tick()`
        return (await stockOf(cloud.sql, itemId)).free === 1
      })
    }
    await claim(cloud, newShopper().pass, { itemId })
    const answered = await join(shopper)
    expect([answered.status, answered.code]).toEqual([403, 'limit_reached'])
    const seconds = Number(answered.headers.get('retry-after'))
    expect(Math.abs((Date.parse(String(answered.body.retryAt)) - Date.now()) / 1000 - seconds)).toBeLessThan(
      3,
    )
  })

  it('for somebody who would have more than one person may', async () => {
    const [holder] = await allHeld(1)
    expect((await join(holder?.shopper ?? newShopper(), { quantity: 2 })).code).toBe('limit_reached')
    expect((await join(newShopper(), { quantity: 1e9 })).code).toBe('limit_reached')
  })
})

describe('what a stranger sends', () => {
  it.each<[string, Record<string, unknown>, number, string]>([
    ['an item id that is no UUID', { itemId: "' or true --" }, 422, 'invalid'],
    ['a request id that is a number', { requestId: 7 }, 422, 'invalid'],
    ['a quantity of 0', { quantity: 0 }, 422, 'invalid'],
    ['a quantity that is text', { quantity: '1' }, 422, 'invalid'],
    ['a body over 4 KiB', { pad: 'x'.repeat(4096) }, 413, 'invalid'],
    ['an item nobody knows', { itemId: randomUUID() }, 404, 'unknown_item'],
  ])('%s is refused', async (_name, change, status, code) => {
    await allHeld(1)
    const answered = await join(newShopper(), change)
    expect([answered.status, answered.code]).toEqual([status, code])
    expect(await cloud.sql`select 1 from waits where item_id = ${itemId}`).toHaveLength(0)
  })

  it('without a pass, with one of another sale, or from another site is refused', async () => {
    await allHeld(1)
    const stranger = newShopper()
    const id = String(waitIn(await join(stranger)).id)
    const foreign = { id: stranger.id, pass: passFor(cloud, stranger.id, randomUUID()) }
    expect((await join({ ...stranger, pass: 'x.y.z' })).code).toBe('unauthenticated')
    expect((await join(foreign)).code).toBe('unauthenticated')
    expect((await leave(foreign, id)).code).toBe('unauthenticated')
    const headers = { cookie: `stampede-pass-${sale.id}=${stranger.pass}`, origin: 'https://evil.example' }
    const evil = (path: string, method: string) => send(cloud.origin + path, { method, headers })
    expect((await evil('/api/waits', 'POST')).code).toBe('forbidden_origin')
    expect((await evil(`/api/waits/${id}`, 'DELETE')).code).toBe('forbidden_origin')
    expect((await mine(stranger)).waits).toHaveLength(1)
  })

  it('with a session instead of a pass is as good', async () => {
    await allHeld(1)
    const authorization = `Bearer ${await signedToken(cloud)}`
    const body = JSON.stringify({ itemId, quantity: 1, requestId: randomUUID() })
    const answered = await send(`${cloud.origin}/api/waits`, {
      method: 'POST',
      headers: { authorization },
      body,
    })
    expect(answered.status).toBe(201)
  })

  it('with ids and methods that are none is told so', async () => {
    await allHeld(1)
    const shopper = newShopper()
    expect((await leave(shopper, 'not-a-uuid')).status).toBe(422)
    expect((await leave(shopper, randomUUID())).code).toBe('unknown_wait')
    const got = await send(`${cloud.origin}/api/waits`, { headers: headersOf(shopper) })
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('without end is told to slow down, and nobody else is', async () => {
    await allHeld(1)
    const shopper = newShopper()
    const answers = await Promise.all(Array.from({ length: 120 }, () => join(shopper)))
    expect(answers.filter((one) => one.code === 'slow_down').length).toBeGreaterThan(40)
    expect((await join(newShopper())).status).toBe(201)
  })
})
