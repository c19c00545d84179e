import { describe, expect, it } from 'vitest'
import { BoundedMap } from './bounded-map.ts'
import { atMost, isBusy } from './busy.ts'
import { type ApiCall, NO_BODY } from './call.ts'
import { clientAddress } from './client-address.ts'
import { readCookies, writeCookie } from './cookies.ts'
import { isHttps, isOwnOrigin } from './origin.ts'
import { matchRoute } from './routes.ts'
import { readUuid, uuidFromBytes, uuidToBytes } from './uuid.ts'

function callWith(headers: Record<string, string>, peerAddress: string | null = '203.0.113.9'): ApiCall {
  return {
    method: 'POST',
    path: '/',
    params: {},
    header: (name) => headers[name],
    peerAddress,
    isEncrypted: false,
    body: () => NO_BODY,
  }
}

describe('whose request it is, by address', () => {
  it.each([
    [
      'the peer when no proxy is trusted, whatever the header says',
      { 'x-forwarded-for': '1.1.1.1' },
      0,
      '203.0.113.9',
    ],
    [
      'what the one trusted proxy wrote, not what was sent to it',
      { 'x-forwarded-for': '6.6.6.6, 1.1.1.1' },
      1,
      '1.1.1.1',
    ],
    [
      'what the outer of two trusted proxies wrote',
      { 'x-forwarded-for': '6.6.6.6, 1.1.1.1, 10.0.0.1' },
      2,
      '1.1.1.1',
    ],
    ['the first when there are fewer entries than proxies', { 'x-forwarded-for': '1.1.1.1' }, 2, '1.1.1.1'],
    ['the peer when the header is noise', { 'x-forwarded-for': 'unknown' }, 1, '203.0.113.9'],
    ['the peer when there is no header', {}, 1, '203.0.113.9'],
    ['the /64 of an IPv6 address', { 'x-forwarded-for': '2001:db8:0:1::42' }, 1, '2001:db8:0:1::/64'],
    [
      'the same /64 however it is written',
      { 'x-forwarded-for': '2001:0DB8:0000:0001:9:9:9:9' },
      1,
      '2001:db8:0:1::/64',
    ],
  ])('is %s', (_name, headers, proxies, expected) => {
    expect(clientAddress(callWith(headers), proxies)).toBe(expected)
  })

  it('knows an IPv4 address in IPv6 clothes, and does without a peer', () => {
    expect(clientAddress(callWith({}, '::ffff:198.51.100.7'), 0)).toBe('198.51.100.7')
    expect(clientAddress(callWith({}, null), 0)).toBe('unknown')
  })
})

describe('where a write came from', () => {
  const shop = 'https://shop.example'
  it.each<[string, Record<string, string>, number, boolean]>([
    ['our own page', { origin: 'https://shop.example', 'sec-fetch-site': 'same-origin' }, 0, true],
    ['a program without a browser', {}, 0, true],
    ['the host that was asked for', { origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' }, 0, true],
    ['another port of that host', { origin: 'http://10.0.0.5:4000', host: '10.0.0.5:3000' }, 0, false],
    ['another site', { origin: 'https://evil.example', host: 'shop.example' }, 0, false],
    ['a neighbouring subdomain', { origin: 'https://shop.example', 'sec-fetch-site': 'same-site' }, 0, false],
    ['a sandboxed frame', { origin: 'null', host: 'null' }, 0, false],
    [
      'a host only an untrusted proxy names',
      { origin: 'https://x.example', 'x-forwarded-host': 'x.example' },
      0,
      false,
    ],
    ['a host our proxy names', { origin: 'https://x.example', 'x-forwarded-host': 'x.example' }, 1, true],
  ])('%s', (_name, headers, proxies, isOwn) => {
    expect(isOwnOrigin(callWith(headers), shop, proxies)).toBe(isOwn)
  })

  it('is https by the address of the shop or by a trusted proxy’s word, not by anybody’s', () => {
    expect(isHttps(callWith({}), 'https://shop.example', 0)).toBe(true)
    expect(isHttps(callWith({ 'x-forwarded-proto': 'https' }), 'http://localhost:3000', 0)).toBe(false)
    expect(isHttps(callWith({ 'x-forwarded-proto': 'http, https' }), 'http://localhost:3000', 1)).toBe(true)
  })
})

describe('cookies', () => {
  it('are read as browsers send them, the first of a name winning', () => {
    const cookies = readCookies('a=1; b="two"; a=3; c=%C3%A9; d=50%; =x; e; __proto__=p')
    expect([...cookies]).toEqual([
      ['a', '1'],
      ['b', 'two'],
      ['c', 'é'],
      ['d', '50%'],
      ['__proto__', 'p'],
    ])
    expect(readCookies(undefined).size).toBe(0)
  })

  it('are written so that no script reads them and no other site sends them', () => {
    const settings = { maxAgeSeconds: 900, path: '/api', isSecure: true }
    expect(writeCookie('n', 'v;x', settings)).toBe(
      'n=v%3Bx; Max-Age=900; Path=/api; HttpOnly; SameSite=Lax; Secure',
    )
  })
})

describe('bounds', () => {
  it('a bounded map forgets what was used longest ago', () => {
    const map = new BoundedMap<string, number>(2)
    map.set('a', 1)
    map.set('b', 2)
    map.get('a')
    map.set('c', 3)
    expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2])
  })

  it('a bounded map keeps the last half of its bound at least, and never more than all of it', () => {
    const map = new BoundedMap<number, number>(100)
    for (let n = 0; n < 1000; n += 1) {
      map.set(n, n)
      expect(map.size).toBeLessThanOrEqual(100)
      for (let back = 0; back < Math.min(50, n); back += 1) expect(map.get(n - back)).toBe(n - back)
    }
  })

  it('more calls at once than allowed are refused, and room comes back when one ends, also badly', async () => {
    const bounded = atMost(1, 'test')
    let fail: (error: Error) => void = () => undefined
    const first = bounded(
      () =>
        new Promise((_, reject) => {
          fail = reject
        }),
    )
    await expect(bounded(async () => 1)).rejects.toSatisfy(isBusy)
    fail(new Error('broke'))
    await expect(first).rejects.toThrow('broke')
    expect(await bounded(async () => 2)).toBe(2)
  })
})

it('a UUID is read in lower case or not at all, and survives being bytes', () => {
  const id = '6f1c3f2e-0a0b-4c0d-8e0f-a1b2c3d4e5f6'
  expect(readUuid(id.toUpperCase())).toBe(id)
  expect(uuidFromBytes(Buffer.concat([Buffer.alloc(1), uuidToBytes(id)]), 1)).toBe(id)
  for (const bad of [undefined, 7, '', `${id} `, id.replace('-', '_'), `{${id}}`])
    expect(readUuid(bad)).toBeNull()
})

it.each([
  ['/api/sales/a/snapshot', { slug: 'a' }],
  ['/api/sales/a%20b/pass', { slug: 'a b' }],
  ['/api/claims/x', { id: 'x' }],
  ['/api/time', {}],
  ['/api/claims/', null],
  ['/api/claims/x/y', null],
  ['/api/sales/a', null],
  ['/api/sales//snapshot', null],
  ['/api/sales/a/snapshot/', null],
  ['/api/timer', null],
])('the fast lane knows %s as %o', (path, params) => {
  expect(matchRoute(path)?.params ?? null).toEqual(params)
})
