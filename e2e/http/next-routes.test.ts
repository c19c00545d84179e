import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as unknown from '../../app/api/[[...path]]/route.ts'
import * as claimRoute from '../../app/api/claims/[id]/route.ts'
import * as claims from '../../app/api/claims/route.ts'
import * as live from '../../app/api/health/live/route.ts'
import * as health from '../../app/api/health/route.ts'
import * as mine from '../../app/api/me/claims/route.ts'
import * as pass from '../../app/api/sales/[slug]/pass/route.ts'
import * as snapshot from '../../app/api/sales/[slug]/snapshot/route.ts'
import * as time from '../../app/api/time/route.ts'
import * as waitRoute from '../../app/api/waits/[id]/route.ts'
import * as waits from '../../app/api/waits/route.ts'
import { createSale, type TestSale } from '../support/sale.ts'
import { type HttpCloud, passFor, startHttpCloud } from './cloud.ts'

type RouteModule = typeof claims

let cloud: HttpCloud
let sale: TestSale
beforeAll(async () => {
  cloud = await startHttpCloud()
  sale = await createSale(cloud.sql, { items: [{ name: 'Mug', stock: 50, limitPerShopper: 50 }] })
})
afterAll(() => cloud.stop())

type Call = {
  path: string
  init: RequestInit & { method: keyof RouteModule }
  params?: Record<string, string>
}

/** What matters of an answer, without what legitimately differs between two calls (ids, instants, lengths). */
async function essence(response: Response) {
  const text = (await response.text())
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'uuid')
    .replace(/"(now|position)":\d+/g, '"$1":0')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant')
    .replace(/"pass":"[^"]+"/, '"pass":""')
  const names = ['content-type', 'cache-control', 'allow', 'retry-after', 'etag']
  const headers = Object.fromEntries(names.map((name) => [name, response.headers.get(name)]))
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.replace(/=[^;]*/, '='))
  return { status: response.status, text, headers, cookies }
}

async function expectSame(module: RouteModule, call: Call): Promise<void> {
  const url = cloud.origin + call.path
  const byNext = await module[call.init.method](new Request(url, call.init), {
    params: Promise.resolve(call.params ?? {}),
  })
  const byLane = await fetch(url, call.init)
  const [next, lane] = [await essence(byNext), await essence(byLane)]
  if (call.init.method === 'HEAD') next.text = ''
  expect(next).toEqual(lane)
}

const auth = () => ({ authorization: `Pass ${passFor(cloud, randomUUID(), sale.id)}` })
const body = (change = {}) =>
  JSON.stringify({ itemId: sale.items[0]?.id, quantity: 1, requestId: randomUUID(), ...change })

describe('a host without server.ts answers the same', () => {
  it('to a claim, which the other one then repeats', async () => {
    const init = { method: 'POST', headers: auth(), body: body() }
    const url = `${cloud.origin}/api/claims`
    const byNext = await claims.POST(new Request(url, init))
    const byLane = await fetch(url, init)
    expect([byNext.status, byLane.status]).toEqual([201, 200])
    expect(await byNext.json()).toEqual(await byLane.json())
  })

  it('to a claim that cannot be', async () => {
    for (const text of [
      body({ quantity: 0 }),
      '{',
      '',
      'x'.repeat(1_000_000),
      body({ itemId: randomUUID() }),
    ]) {
      await expectSame(claims, { path: '/api/claims', init: { method: 'POST', headers: auth(), body: text } })
    }
    await expectSame(claims, { path: '/api/claims', init: { method: 'POST', body: body() } })
    const headers = {
      cookie: `stampede-pass-${sale.id}=${passFor(cloud, randomUUID(), sale.id)}`,
      origin: 'https://evil.example',
    }
    await expectSame(claims, { path: '/api/claims', init: { method: 'POST', headers, body: body() } })
  })

  it('to the release of a claim', async () => {
    for (const id of [randomUUID(), 'x']) {
      await expectSame(claimRoute, {
        path: `/api/claims/${id}`,
        init: { method: 'DELETE', headers: auth() },
        params: { id },
      })
    }
  })

  it('to a place in line, and to leaving one', async () => {
    for (const text of [body(), '{']) {
      await expectSame(waits, { path: '/api/waits', init: { method: 'POST', headers: auth(), body: text } })
    }
    for (const id of [randomUUID(), 'x']) {
      await expectSame(waitRoute, {
        path: `/api/waits/${id}`,
        init: { method: 'DELETE', headers: auth() },
        params: { id },
      })
    }
  })

  it('to a request for a pass, with the same cookies', async () => {
    for (const slug of [sale.slug, 'no-such-sale']) {
      await expectSame(pass, { path: `/api/sales/${slug}/pass`, init: { method: 'POST' }, params: { slug } })
    }
  })

  it('to reads', async () => {
    const get = (path: string, params?: Record<string, string>): Call => ({
      path,
      init: { method: 'GET', headers: auth() },
      ...(params ? { params } : {}),
    })
    await expectSame(snapshot, get(`/api/sales/${sale.slug}/snapshot`, { slug: sale.slug }))
    await expectSame(snapshot, get('/api/sales/no/snapshot', { slug: 'no' }))
    await expectSame(mine, get('/api/me/claims'))
    await expectSame(time, get('/api/time'))
    await expectSame(health, get('/api/health'))
    await expectSame(live, get('/api/health/live'))
    await expectSame(unknown, get('/api/nothing', { path: 'nothing' }))
  })

  it('to methods it does not take', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
      await expectSame(claims, { path: '/api/claims', init: { method } })
    }
    for (const method of ['POST', 'HEAD', 'OPTIONS'] as const) {
      await expectSame(time, { path: '/api/time', init: { method } })
      await expectSame(unknown, { path: '/api/nothing', init: { method } })
    }
  })
})
