import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSale, type TestSale } from '../support/sale.ts'
import { type HttpCloud, passFor, send, startHttpCloud } from './cloud.ts'
import { forgedToken, signedToken, trickTokens } from './tokens.ts'

let cloud: HttpCloud
let sale: TestSale
let other: TestSale
const bad: Record<string, string> = {}

beforeAll(async () => {
  cloud = await startHttpCloud()
  sale = await createSale(cloud.sql, { items: [{ name: 'Mug', stock: 5 }] })
  other = await createSale(cloud.sql, { items: [{ name: 'Bowl', stock: 5 }] })
  const good = passFor(cloud, randomUUID(), sale.id)
  const tricks = await trickTokens(cloud)
  Object.assign(bad, {
    'no scheme': good,
    'an empty pass': 'Pass ',
    'a pass that is noise': 'Pass x.y.z',
    'a tampered pass': `Pass ${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`,
    'a pass that has run out': `Pass ${passFor(cloud, randomUUID(), sale.id, -1)}`,
    'an empty bearer': 'Bearer ',
    'a bearer that is noise': 'Bearer abc',
    'a forged token': `Bearer ${await forgedToken(cloud)}`,
    'an expired token': `Bearer ${await signedToken(cloud, { secondsLeft: -1 })}`,
    'a token with alg none': `Bearer ${tricks.none}`,
    'a token signed by HMAC over the public keys': `Bearer ${tricks.hmac}`,
    'a token of another issuer': `Bearer ${await signedToken(cloud, { iss: 'https://elsewhere.example/auth/v1' })}`,
    'a token for another audience': `Bearer ${await signedToken(cloud, { aud: 'anon' })}`,
    'a token of another role': `Bearer ${await signedToken(cloud, { role: 'service_role' })}`,
    'a token for nobody': `Bearer ${await signedToken(cloud, { sub: 'nobody' })}`,
    'the publishable key': `Bearer ${cloud.config.keys.publishableKey}`,
    'the secret key': `Bearer ${cloud.config.keys.secretKey}`,
    'a token of 1 MB': `Bearer ${'a'.repeat(10_000)}`,
  })
})
afterAll(() => cloud.stop())

/** Rows of every table a request could have touched. */
async function everything(): Promise<unknown> {
  const [counts] = await cloud.sql`
    select (select count(*) from claims) as claims, (select count(*) from stock_movements) as movements,
      (select count(*) from orders) as orders, (select sum(version) from sale_items) as versions,
      (select count(*) from auth.users) as users`
  return counts
}

function post(body: BodyInit | null, headers: Record<string, string> = {}) {
  const authorization = `Pass ${passFor(cloud, randomUUID(), sale.id)}`
  return send(`${cloud.origin}/api/claims`, { method: 'POST', headers: { authorization, ...headers }, body })
}

const claimBody = (change: Record<string, unknown> = {}) =>
  JSON.stringify({ itemId: sale.items[0]?.id, quantity: 1, requestId: randomUUID(), ...change })

/** Asserts a refusal as the contract has it, and that nothing at all happened. */
async function expectRefusal(
  ask: () => ReturnType<typeof send>,
  status: number,
  code: string,
): Promise<void> {
  const before = await everything()
  const answered = await ask()
  expect(answered.body).toMatchObject({ status, code, type: 'about:blank' })
  expect(answered.body.title).toEqual(expect.any(String))
  expect(answered.body.detail).toEqual(expect.any(String))
  expect(JSON.stringify(answered.body)).not.toMatch(/\bat .*:\d+|postgres|select /i)
  expect(answered.status).toBe(status)
  expect(answered.headers.get('content-type')).toBe('application/problem+json')
  expect(answered.headers.get('cache-control')).toBe('no-store')
  expect(await everything()).toEqual(before)
}

describe('POST /api/claims refuses', () => {
  it.each<[string, () => BodyInit | null, number, string]>([
    ['no body', () => null, 400, 'invalid'],
    ['half a JSON', () => '{"itemId":', 400, 'invalid'],
    ['bytes that are no text', () => new Uint8Array([0xff, 0xfe, 0]), 400, 'invalid'],
    ['a body just over 4 KiB', () => claimBody({ pad: 'x'.repeat(4096) }), 413, 'invalid'],
    ['a body of 1 MB', () => 'x'.repeat(1_000_000), 413, 'invalid'],
    ['null', () => 'null', 422, 'invalid'],
    ['an array', () => '[]', 422, 'invalid'],
    ['an empty object', () => '{}', 422, 'invalid'],
    ['an item id that is no UUID', () => claimBody({ itemId: '1 or 1=1' }), 422, 'invalid'],
    ['an item id that is a number', () => claimBody({ itemId: 7 }), 422, 'invalid'],
    ['a request id that is no UUID', () => claimBody({ requestId: 'x' }), 422, 'invalid'],
    ['no request id', () => claimBody({ requestId: undefined }), 422, 'invalid'],
    ['a quantity of 0', () => claimBody({ quantity: 0 }), 422, 'invalid'],
    ['a quantity below 0', () => claimBody({ quantity: -3 }), 422, 'invalid'],
    ['a quantity that is a fraction', () => claimBody({ quantity: 0.5 }), 422, 'invalid'],
    ['a quantity that is text', () => claimBody({ quantity: '1' }), 422, 'invalid'],
    ['a quantity of 10^10', () => claimBody({ quantity: 1e10 }), 422, 'invalid'],
    ['a quantity of 10^9', () => claimBody({ quantity: 1e9 }), 403, 'limit_reached'],
    ['an item nobody knows', () => claimBody({ itemId: randomUUID() }), 404, 'unknown_item'],
  ])('%s', async (_name, body, status, code) => {
    await expectRefusal(() => post(body()), status, code)
  })

  it('a request without any credentials', async () => {
    const ask = () => send(`${cloud.origin}/api/claims`, { method: 'POST', body: claimBody() })
    await expectRefusal(ask, 401, 'unauthenticated')
  })

  it('a pass for another sale', async () => {
    const pass = passFor(cloud, randomUUID(), other.id)
    await expectRefusal(() => post(claimBody(), { authorization: `Pass ${pass}` }), 401, 'unauthenticated')
    const cookie = `stampede-pass-${sale.id}=${pass}`
    await expectRefusal(() => post(claimBody(), { authorization: '', cookie }), 401, 'unauthenticated')
  })
})

describe('bad credentials are refused everywhere', () => {
  it('whatever is wrong with them', async () => {
    expect(Object.keys(bad).length).toBeGreaterThan(15)
    for (const [name, authorization] of Object.entries(bad)) {
      const headers = { authorization }
      const calls = {
        claim: () => post(claimBody(), headers),
        release: () => send(`${cloud.origin}/api/claims/${randomUUID()}`, { method: 'DELETE', headers }),
        mine: () => send(`${cloud.origin}/api/me/claims`, { headers }),
      }
      for (const [call, ask] of Object.entries(calls)) {
        await expectRefusal(ask, 401, 'unauthenticated').catch((error) => {
          throw new Error(`${call} with ${name}`, { cause: error })
        })
      }
    }
  })

  it('also by POST /api/sales/{slug}/pass, which makes no new shopper of them', async () => {
    for (const [name, authorization] of Object.entries(bad)) {
      if (!authorization.startsWith('Bearer')) continue
      const ask = () =>
        send(`${cloud.origin}/api/sales/${sale.slug}/pass`, { method: 'POST', headers: { authorization } })
      await expectRefusal(ask, 401, 'unauthenticated').catch((error) => {
        throw new Error(name, { cause: error })
      })
    }
  })
})

describe('writes by cookie', () => {
  const evil: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'not a url' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  it.each(evil)('are refused from elsewhere: %o', async (headers) => {
    const cookie = `stampede-pass-${sale.id}=${passFor(cloud, randomUUID(), sale.id)}`
    const calls = [
      () => post(claimBody(), { authorization: '', cookie, ...headers }),
      () =>
        send(`${cloud.origin}/api/claims/${randomUUID()}`, {
          method: 'DELETE',
          headers: { cookie, ...headers },
        }),
      () => send(`${cloud.origin}/api/sales/${sale.slug}/pass`, { method: 'POST', headers }),
    ]
    for (const ask of calls) await expectRefusal(ask, 403, 'forbidden_origin')
  })

  it('are taken from our own pages', async () => {
    const cookie = `stampede-pass-${sale.id}=${passFor(cloud, randomUUID(), sale.id)}`
    const headers = { authorization: '', cookie, origin: cloud.origin, 'sec-fetch-site': 'same-origin' }
    expect((await post(claimBody(), headers)).status).toBe(201)
  })
})

describe('addresses and methods', () => {
  it.each<[string, string, string]>([
    ['/api/claims', 'GET', 'POST'],
    ['/api/claims', 'OPTIONS', 'POST'],
    ['/api/claims', 'HEAD', 'POST'],
    ['/api/claims', 'PUT', 'POST'],
    ['/api/claims/6f1c3f2e-0000-4000-8000-00000000000a', 'GET', 'DELETE'],
    ['/api/claims/6f1c3f2e-0000-4000-8000-00000000000a', 'PATCH', 'DELETE'],
    ['/api/me/claims', 'POST', 'GET'],
    ['/api/time', 'POST', 'GET'],
    ['/api/time', 'HEAD', 'GET'],
    ['/api/health', 'DELETE', 'GET'],
    ['/api/health/live', 'POST', 'GET'],
    ['/api/sales/any/snapshot', 'POST', 'GET'],
    ['/api/sales/any/pass', 'GET', 'POST'],
  ])('%s does not take %s, and says which it takes', async (path, method, allowed) => {
    const answered = await send(cloud.origin + path, { method })
    expect(answered.status).toBe(405)
    expect(answered.headers.get('allow')).toBe(allowed)
    if (method !== 'HEAD') expect(answered.code).toBe('wrong_method')
  })

  it.each([
    ['DELETE', '/api/claims/not-a-uuid', 422, 'invalid'],
    ['DELETE', '/api/claims/%ff', 422, 'invalid'],
    ['DELETE', '/api/claims/6f1c3f2e-0000-4000-8000-00000000000a', 404, 'unknown_claim'],
    ['GET', '/api/sales/no-such-sale/snapshot', 404, 'unknown_sale'],
    ['GET', '/api/sales/%ff/snapshot', 404, 'unknown_sale'],
    ['GET', '/api/sales/..%2f..%2fetc/snapshot', 404, 'unknown_sale'],
    ['GET', `/api/sales/${'a'.repeat(81)}/snapshot`, 404, 'unknown_sale'],
    ['POST', '/api/sales/no-such-sale/pass', 404, 'unknown_sale'],
    ['GET', '/api/claims/', 404, 'unknown_path'],
    ['GET', '/api/sales//snapshot', 404, 'unknown_path'],
    ['GET', '/api/nothing', 404, 'unknown_path'],
  ])('%s %s', async (method, path, status, code) => {
    const authorization = `Pass ${passFor(cloud, randomUUID(), sale.id)}`
    await expectRefusal(() => send(cloud.origin + path, { method, headers: { authorization } }), status, code)
  })
})
