import { randomUUID } from 'node:crypto'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paintFirst } from '#lib/pages/paint-first.ts'
import { createSale, type TestSale } from '../support/sale.ts'
import { type HttpCloud, passFor, startCloud, until } from './cloud.ts'
import { type LineAnswer, openLine } from './line.ts'
import { killServed, open, requireBuild, type Served } from './serve.ts'
import { signedToken } from './tokens.ts'

let cloud: HttpCloud
let served: Served
let sale: TestSale
const line = () => openLine(cloud.origin)

beforeAll(async () => {
  cloud = await startCloud()
  await requireBuild()
  served = await open(cloud, { env: { LOG_LEVEL: 'debug' } })
}, 300_000)
afterAll(async () => {
  killServed()
  await cloud.stop()
})

const A_MONTH_SECONDS = 30 * 24 * 3600
async function newSale(plan: Partial<Parameters<typeof createSale>[1]> = {}): Promise<string> {
  const items = [{ name: 'Mug', stock: 50 }]
  sale = await createSale(cloud.sql, { closesInSeconds: A_MONTH_SECONDS, items, ...plan })
  return `/sales/${sale.slug}`
}

async function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<LineAnswer> {
  const own = line()
  try {
    return await own.ask(method, path, headers)
  } finally {
    own.close()
  }
}

const renderings = (path: string) =>
  served.logged().filter((one) => one.msg === 'a public page was rendered' && one.path === path).length

/**
 * Nothing of ours reads the first, and the common copy is for nobody who sends it: so Next renders this very request. The
 * second keeps a nonce out of it, as it does for the common copy: a nonce is all that may differ between two answers.
 */
const BY_NEXT = { authorization: 'Basic eDp4', 'x-stampede-common': '1' }
const isByNext = (answer: LineAnswer) => /no-store/.test(String(answer.headers['cache-control']))

async function sessionCookie(isAnonymous: boolean, name = 'sb-127-auth-token'): Promise<string> {
  const session = {
    access_token: await signedToken(cloud, { isAnonymous }),
    refresh_token: 'r',
    token_type: 'bearer',
  }
  return `${name}=base64-${Buffer.from(JSON.stringify(session)).toString('base64url')}`
}

/** A page without what is of each rendering: instants, what countdowns show, and where Next cut its data in pieces. */
const essenceOf = (html: string) =>
  html
    .replaceAll('"])</script><script>self.__next_f.push([1,"', '')
    .replace(/<time .*?<\/time>/g, 'time')
    .replace(/\d{13}(\.\d+)?/g, 'instant')

const essence = (answer: LineAnswer) => essenceOf(answer.body.toString())

describe('the public pages', () => {
  it('are the same HTML for everybody: Next puts nothing of a visitor into them', async () => {
    const path = await newSale()
    const pass = `stampede-pass-${sale.id}=${passFor(cloud, randomUUID(), sale.id)}`
    const visitors: Record<string, string>[] = [
      {},
      { cookie: `${await sessionCookie(true)}; ${pass}; theme=dark`, 'accept-language': 'en-GB, de;q=0.5' },
      { cookie: await sessionCookie(false) },
      { cookie: await sessionCookie(false, 'stampede-merchant-auth-token'), 'user-agent': 'Mozilla/5.0' },
    ]
    for (const page of [path, '/']) {
      const copy = await get(page)
      expect(isByNext(copy)).toBe(false)
      // Asked for when the page has been painted: nothing in the page sets a browser off.
      expect(copy.body.toString()).toContain('/_next/static/chunks/')
      expect(copy.body.toString()).not.toMatch(/<script[^>]* src=[^>]* async|as="script"/)
      for (const visitor of visitors) {
        const own = await get(page, { ...BY_NEXT, ...visitor })
        expect([own.status, isByNext(own)]).toEqual([200, true])
        expect(essenceOf(paintFirst(own.body.toString())) === essence(copy)).toBe(true)
        expect(own.headers['set-cookie']).toBeUndefined()
      }
    }
  })

  it('are rendered once a second, however many come', async () => {
    const path = await newSale()
    const tags = new Set<unknown>()
    let answered = 0
    const endAtMs = performance.now() + 3000
    const visitors = Array.from({ length: 50 }, async () => {
      const own = line()
      while (performance.now() < endAtMs) {
        const { status, headers } = await own.ask('GET', path)
        expect(status).toBe(200)
        tags.add(headers.etag)
        answered += 1
      }
      own.close()
    })
    await Promise.all(visitors)
    expect(answered).toBeGreaterThan(500)
    // Every rendering has another instant in it and so another tag: counted from outside, and by the shop itself.
    expect(tags.size).toBeLessThanOrEqual(4)
    await until('the log is complete', async () => renderings(path) >= tags.size)
    expect(renderings(path)).toBeLessThanOrEqual(4)
    expect(tags.size).toBeGreaterThanOrEqual(2)
  })

  it('are given to everybody, signed in or not; nobody sees or fills in anything of somebody, or is handed their cookies', async () => {
    const path = await newSale()
    const nobody = await get(path)
    const session = await sessionCookie(false)
    const visitors = [
      session,
      await sessionCookie(true),
      await sessionCookie(false, 'stampede-merchant-auth-token'),
      'sb-127-auth-token=noise',
    ]
    for (const cookie of visitors) {
      // The second visit is answered with a copy in any case; the first may be what made it.
      for (const answer of [await get(path, { cookie }), await get(path, { cookie })]) {
        expect(answer.status).toBe(200)
        expect(isByNext(answer)).toBe(false)
        expect(answer.headers['set-cookie']).toBeUndefined()
        expect(essence(answer)).toBe(essence(nobody))
        expect(answer.body.toString()).not.toContain(session.slice(-40))
      }
    }
    // Whoever chooses a language is told so, and nobody else: the choice is no part of the copy.
    const chosen = await get(`/de${path}`, { cookie: session })
    expect(String(chosen.headers['set-cookie'])).toContain('stampede-language=de')
    const german = await get(path, { 'accept-language': 'de' })
    expect(isByNext(german)).toBe(false)
    expect(german.headers['set-cookie']).toBeUndefined()
    // One's own pages are made for whoever asks.
    expect(isByNext(await get('/orders', { cookie: session }))).toBe(true)
  })

  it('are left to Next where something else is asked for', async () => {
    const path = await newSale()
    const asked = await get(path, { rsc: '1' })
    const parts = asked.headers.location ? await get(String(asked.headers.location), { rsc: '1' }) : asked
    expect(parts.headers['content-type']).toContain('text/x-component')
    expect(isByNext(await get('/?q=mug'))).toBe(true)
    expect((await get(path, {}, 'POST')).status).not.toBe(304)
    expect((await get(`${path}/`)).status).toBe(308)
    expect(renderings(path)).toBe(0)
    expect(isByNext(await get(`${path}?utm_source=letter`))).toBe(false)
    await until('one rendering is in the log', async () => renderings(path) === 1)
  })

  it('say who may keep them and for how long, come in the encoding asked for, and as 304 to who has them', async () => {
    const path = await newSale()
    const plain = await get(path)
    expect(plain.headers).toMatchObject({
      'cache-control': 'public, s-maxage=1, stale-while-revalidate=3',
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'x-frame-options': 'DENY',
      'content-length': String(plain.body.length),
    })
    expect(plain.headers.link).toContain('rel=preload')
    expect(String(plain.headers.vary)).toMatch(/\brsc\b.*Accept-Encoding/)
    const title = plain.body.indexOf(`<title>${sale.title}`)
    expect(title).toBeGreaterThan(0)
    expect(title).toBeLessThan(plain.body.indexOf('</head>'))

    const br = await get(path, { 'accept-encoding': 'gzip, br' })
    const gzip = await get(path, { 'accept-encoding': 'gzip' })
    expect([br.headers['content-encoding'], gzip.headers['content-encoding']]).toEqual(['br', 'gzip'])
    expect(essence({ ...br, body: brotliDecompressSync(br.body) })).toBe(essence(plain))
    expect(essence({ ...gzip, body: gunzipSync(gzip.body) })).toBe(essence(plain))

    const head = await get(path, {}, 'HEAD')
    expect([head.status, head.body.length]).toEqual([200, 0])
    expect(Number(head.headers['content-length'])).toBeGreaterThan(10_000)

    const served = /clock;dur=(\d+)/.exec(String(plain.headers['server-timing']))?.[1]
    expect(Math.abs(Number(served) - Date.now())).toBeLessThan(5000)
    // A rendering may fall between the two requests, so it is tried until none did.
    await until('the same page is 304', async () => {
      const { etag } = (await get(path)).headers
      const again = await get(path, { 'if-none-match': String(etag) })
      if (again.status !== 304) return false
      expect(again.body.length).toBe(0)
      expect(again.headers.etag).toBe(etag)
      return true
    })
  })

  it('that do not exist are 404, and there within moments once they do', async () => {
    const path = await newSale()
    await cloud.sql`update sales set status = 'draft' where id = ${sale.id}`
    expect((await get(path)).status).toBe(404)
    await cloud.sql`update sales set status = 'scheduled' where id = ${sale.id}`
    await until('it is announced', async () => (await get(path)).status === 200, 4000)
  })

  it('never say “opens in” to who comes after the sale has opened', async () => {
    const path = await newSale({ opensInSeconds: 2 })
    const [row] = await cloud.sql<{ opens_ms: number }[]>`
      select extract(epoch from opens_at)::float8 * 1000 as opens_ms from sales where id = ${sale.id}`
    const opensAtMs = row?.opens_ms ?? 0
    const said = { before: 0, after: 0 }
    const visitors = Array.from({ length: 10 }, async () => {
      const own = line()
      for (;;) {
        const askedAtMs = Date.now()
        // What is shown: the words for every state travel with the page, in its data.
        const shown = (await own.ask('GET', path)).body.toString().replace(/<script.*?<\/script>/gs, '')
        const isUpcoming = shown.includes('Opens in')
        // The shop knows the database's clock to a few milliseconds.
        if (askedAtMs > opensAtMs + 30) {
          expect(isUpcoming).toBe(false)
          said.after += 1
        } else if (isUpcoming) said.before += 1
        if (askedAtMs > opensAtMs + 1500) break
      }
      own.close()
    })
    await Promise.all(visitors)
    expect(said.before).toBeGreaterThan(20)
    expect(said.after).toBeGreaterThan(20)
  })
})

it('one’s own bag is painted before its scripts are asked for, packed as the browser takes it, and kept nowhere', async () => {
  const path = `${await newSale()}/bag`
  const session = { cookie: await sessionCookie(false) }
  const plain = await get(path, session)
  const html = plain.body.toString()
  expect(html).not.toMatch(/<script[^>]* src=[^>]* async|as="script"/)
  const nonce = /'nonce-([^']+)'/.exec(String(plain.headers['content-security-policy']))?.[1]
  expect(html).toContain(`<script nonce="${nonce}">((s,r,d)=>`)
  expect(String(plain.headers['cache-control'])).toContain('no-store')
  const br = await get(path, { ...session, 'accept-encoding': 'br' })
  expect([br.headers['content-encoding'], br.headers['content-length']]).toEqual(['br', `${br.body.length}`])
  expect(brotliDecompressSync(br.body).toString()).toContain('</html>')
})
