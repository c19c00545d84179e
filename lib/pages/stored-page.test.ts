import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { encodingFor } from './content-encoding.ts'
import { PageStore } from './page-store.ts'
import { type RenderedPage, storedPage, whyNotKept } from './stored-page.ts'

const body = Buffer.from('<!doctype html><title>Größe</title>'.repeat(100))

function rendered(headers: Record<string, string> = {}, change: Partial<RenderedPage> = {}): RenderedPage {
  const all = { 'Content-Type': 'text/html; charset=utf-8', ...headers }
  return { status: 200, rawHeaders: Object.entries(all).flat(), body, ...change }
}

describe('a kept page', () => {
  it('is the same page in every encoding', async () => {
    const { bodies } = await storedPage(rendered())
    expect(bodies.identity).toEqual(body)
    expect(gunzipSync(bodies.gzip)).toEqual(body)
    expect(brotliDecompressSync(bodies.br)).toEqual(body)
    expect(bodies.br.length).toBeLessThan(body.length / 5)
  })

  it('says everything Next said of it, but for what was said for one connection or one answer', async () => {
    const page = await storedPage(
      rendered({
        'content-security-policy': "default-src 'self'",
        'x-frame-options': 'DENY',
        Link: '</a.css>; rel=preload, </b.css>; rel=preload',
        'Cache-Control': 'private, no-cache, no-store, max-age=0, must-revalidate',
        Vary: 'rsc, next-router-prefetch, accept-encoding',
        Connection: 'close',
        'Transfer-Encoding': 'chunked',
        Date: 'Mon, 23 Nov 2026 18:00:00 GMT',
      }),
    )
    const said = Object.fromEntries(
      page.headers.br.flatMap((name, index) =>
        index % 2 === 0 ? [[name.toLowerCase(), page.headers.br[index + 1]]] : [],
      ),
    )
    expect(said).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'self'",
      'x-frame-options': 'DENY',
      link: '</a.css>; rel=preload, </b.css>; rel=preload',
      'cache-control': 'public, s-maxage=1, stale-while-revalidate=3',
      vary: 'rsc, next-router-prefetch, Accept-Encoding, Accept-Language, Cookie',
      etag: page.etag,
      'content-encoding': 'br',
      'content-length': String(page.bodies.br.length),
    })
  })

  it('has another tag as soon as a byte is another', async () => {
    const [one, same] = await Promise.all([storedPage(rendered()), storedPage(rendered())])
    const other = await storedPage(rendered({}, { body: Buffer.concat([body, Buffer.from(' ')]) }))
    expect(one.etag).toBe(same.etag)
    expect(one.etag).not.toBe(other.etag)
  })
})

it.each<[string, RenderedPage]>([
  ['an error', rendered({}, { status: 500 })],
  ['a redirect', rendered({}, { status: 307 })],
  ['an answer without a body', rendered({}, { status: 204 })],
  ['an answer that sets a cookie', rendered({ 'Set-Cookie': 'a=b' })],
  ['an answer that is different for each cookie', rendered({ Vary: 'rsc, Cookie' })],
  ['an answer that is different for everybody', rendered({ Vary: '*' })],
  [
    'an answer with a nonce of its own',
    rendered({ 'Content-Security-Policy': "script-src 'nonce-cmFuZG9t'" }),
  ],
  ['what is not HTML', rendered({ 'Content-Type': 'text/x-component' })],
  ['what is encoded already', rendered({ 'Content-Encoding': 'gzip' })],
  ['what is far too large', rendered({}, { body: Buffer.alloc(1024 * 1024 + 1) })],
])('%s is not kept', (_what, page) => {
  expect(whyNotKept(page)).not.toBeNull()
})

it('Next’s own `private, no-store`, said of all it renders on request, is no reason', () => {
  expect(whyNotKept(rendered({ 'Cache-Control': 'private, no-store' }))).toBeNull()
  expect(whyNotKept(rendered({}, { status: 404 }))).toBeNull()
})

it.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['BR', 'br'],
  ['*', 'br'],
  ['*;q=0', 'identity'],
  ['br;q=0, *', 'gzip'],
  ['deflate, brotli', 'identity'],
  ['br;q=x', 'identity'],
  ['', 'identity'],
  [undefined, 'identity'],
])('who accepts %s gets %s', (accept, encoding) => {
  expect(encodingFor(accept)).toBe(encoding)
})

it('the store holds at most so many pages and so many bytes; the one used longest ago leaves', () => {
  const store = new PageStore<string>(3, 100)
  for (const key of ['a', 'b', 'c']) store.set(key, key, 10)
  store.get('a')
  store.set('d', 'd', 10)
  expect(['a', 'b', 'c', 'd'].map((key) => store.get(key))).toEqual(['a', undefined, 'c', 'd'])
  store.set('e', 'e', 85)
  expect([store.size, store.bytes]).toEqual([2, 95])
  store.set('e', 'smaller', 5)
  expect(store.bytes).toBe(15)
  store.set('f', 'f', 101)
  expect([store.size, store.bytes]).toEqual([0, 0])
})
