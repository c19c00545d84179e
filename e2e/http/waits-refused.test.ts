import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { disagreements, stockOf } from '../support/sale.ts'
import { claim, type HttpCloud, passFor, send, startHttpCloud, until } from './cloud.ts'
import { type HeldSale, headersOf, makeHeldSale, waitIn } from './held-sale.ts'
import { signedToken } from './tokens.ts'

let cloud: HttpCloud
let held: HeldSale
beforeAll(async () => {
  cloud = await startHttpCloud()
})
afterEach(async () => expect(await disagreements(cloud.sql, held.sale.id)).toEqual([]))
afterAll(() => cloud.stop())

describe('nothing to wait for', () => {
  const thisSale = `id = (select sale_id from sale_items where id = '?')`
  it.each<[string, string, number, string]>([
    ['a unit is free', `update sale_items set free = 1, held = 0 where id = '?'`, 409, 'units_free'],
    ['everything is paid for', `update sale_items set sold = 1, held = 0 where id = '?'`, 409, 'sold_out'],
    ['too many wait already', `update sales set line_max = 0 where ${thisSale}`, 409, 'line_full'],
    ['the sale is paused', `update sales set status = 'paused' where ${thisSale}`, 425, 'not_open'],
    ['the sale is closed', `update sales set status = 'closed' where ${thisSale}`, 410, 'closed'],
  ])('when %s', async (_name, change, status, code) => {
    held = await makeHeldSale(cloud, 1)
    await cloud.sql.begin((tx) => tx.unsafe(change.replace('?', held.itemId)))
    const answered = await held.join(held.newShopper())
    expect(answered.body).toMatchObject({ status, code, type: 'about:blank', detail: expect.any(String) })
    expect(answered.status).toBe(status)
    // The counters as claims and movements have them, for the audit after each test.
    await cloud.sql`update sale_items set free = 0, held = 1, sold = 0 where id = ${held.itemId}`
  })

  it('for somebody who let too many claims run out: until when is said', async () => {
    held = await makeHeldSale(cloud, 1)
    await cloud.sql`update sales set lapses_forgiven = 0 where id = ${held.sale.id}`
    const shopper = held.newShopper()
    await cloud.sql`update sale_items set stock = 2, free = 1 where id = ${held.itemId}`
    await cloud.sql`insert into stock_movements (ledger_month, sale_id, item_id, kind, quantity, cause)
      select ledger_month, sale_id, id, 'restocked', 1, 'test' from sale_items where id = ${held.itemId}`
    await cloud.sql`update sales set hold_seconds = 1 where id = ${held.sale.id}`
    for (let n = 0; n < 2; n += 1) {
      await claim(cloud, shopper.pass, { itemId: held.itemId })
      await until('it runs out', async () => {
        await cloud.sql`select tick()`
        return (await stockOf(cloud.sql, held.itemId)).free === 1
      })
    }
    await claim(cloud, held.newShopper().pass, { itemId: held.itemId })
    const answered = await held.join(shopper)
    expect([answered.status, answered.code]).toEqual([403, 'limit_reached'])
    const seconds = Number(answered.headers.get('retry-after'))
    expect(Math.abs((Date.parse(String(answered.body.retryAt)) - Date.now()) / 1000 - seconds)).toBeLessThan(
      3,
    )
  })

  it('for somebody who would have more than one person may', async () => {
    held = await makeHeldSale(cloud, 1)
    const [holder] = held.holders
    expect((await held.join(holder?.shopper ?? held.newShopper(), { quantity: 2 })).code).toBe(
      'limit_reached',
    )
    expect((await held.join(held.newShopper(), { quantity: 1e9 })).code).toBe('limit_reached')
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
    held = await makeHeldSale(cloud, 1)
    const answered = await held.join(held.newShopper(), change)
    expect([answered.status, answered.code]).toEqual([status, code])
    expect(await cloud.sql`select 1 from waits where item_id = ${held.itemId}`).toHaveLength(0)
  })

  it('without a pass, with one of another sale, or from another site is refused', async () => {
    held = await makeHeldSale(cloud, 1)
    const stranger = held.newShopper()
    const id = String(waitIn(await held.join(stranger)).id)
    const foreign = { id: stranger.id, pass: passFor(cloud, stranger.id, randomUUID()) }
    expect((await held.join({ ...stranger, pass: 'x.y.z' })).code).toBe('unauthenticated')
    expect((await held.join(foreign)).code).toBe('unauthenticated')
    expect((await held.leave(foreign, id)).code).toBe('unauthenticated')
    const headers = {
      cookie: `stampede-pass-${held.sale.id}=${stranger.pass}`,
      origin: 'https://evil.example',
    }
    const evil = (path: string, method: string) => send(cloud.origin + path, { method, headers })
    expect((await evil('/api/waits', 'POST')).code).toBe('forbidden_origin')
    expect((await evil(`/api/waits/${id}`, 'DELETE')).code).toBe('forbidden_origin')
    expect((await held.mine(stranger)).waits).toHaveLength(1)
  })

  it('with a session instead of a pass is as good', async () => {
    held = await makeHeldSale(cloud, 1)
    const authorization = `Bearer ${await signedToken(cloud)}`
    const body = JSON.stringify({ itemId: held.itemId, quantity: 1, requestId: randomUUID() })
    const answered = await send(`${cloud.origin}/api/waits`, {
      method: 'POST',
      headers: { authorization },
      body,
    })
    expect(answered.status).toBe(201)
  })

  it('with ids and methods that are none is told so', async () => {
    held = await makeHeldSale(cloud, 1)
    const shopper = held.newShopper()
    expect((await held.leave(shopper, 'not-a-uuid')).status).toBe(422)
    expect((await held.leave(shopper, randomUUID())).code).toBe('unknown_wait')
    const got = await send(`${cloud.origin}/api/waits`, { headers: headersOf(shopper) })
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('without end is told to slow down, and nobody else is', async () => {
    held = await makeHeldSale(cloud, 1)
    const shopper = held.newShopper()
    const answers = await Promise.all(Array.from({ length: 120 }, () => held.join(shopper)))
    expect(answers.filter((one) => one.code === 'slow_down').length).toBeGreaterThan(40)
    expect((await held.join(held.newShopper())).status).toBe(201)
  })
})
