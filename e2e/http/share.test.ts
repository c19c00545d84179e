import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSale, type TestSale } from '../support/sale.ts'
import { type HttpCloud, startCloud, until } from './cloud.ts'
import { killServed, open, requireBuild } from './serve.ts'

let cloud: HttpCloud
let sale: TestSale

beforeAll(async () => {
  cloud = await startCloud()
  await requireBuild()
  await open(cloud)
  sale = await createSale(cloud.sql, {
    items: [
      { name: 'Lantern', stock: 50 },
      { name: 'Mug', stock: 3, priceCents: 1_900 },
    ],
  })
}, 300_000)
afterAll(async () => {
  killServed()
  await cloud.stop()
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(cloud.origin + path, { headers, redirect: 'manual' })
const page = async (path: string, headers = {}) => (await get(path, headers)).text()
const attribute = (html: string, pattern: RegExp) => pattern.exec(html)?.[1]?.replaceAll('&amp;', '&')

/** What a PNG says of itself: its size stands in the first piece. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe('the picture of a sale', () => {
  const path = () => `/sales/${sale.slug}/picture.png`

  it('is a PNG of 1200 by 630, in each language its own, kept for minutes by shared caches, 304 to who has it', async () => {
    const tags = new Set<string | null>()
    for (const language of ['en', 'de', 'ar']) {
      const answer = await get(`${path()}?language=${language}&v=x`)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
      expect(answer.headers.get('cache-control')).toContain('s-maxage=300')
      expect(sizeOf(Buffer.from(await answer.arrayBuffer()))).toEqual([1200, 630])
      const etag = answer.headers.get('etag') ?? ''
      tags.add(etag)
      expect((await get(`${path()}?language=${language}`, { 'if-none-match': etag })).status).toBe(304)
    }
    expect(tags.size).toBe(3)
  })

  it('is another one once the title is another, and the page names it by another address', async () => {
    const image = async () =>
      attribute(await page(`/sales/${sale.slug}`), /property="og:image" content="([^"]*)"/)
    const [etag, address] = [(await get(path())).headers.get('etag'), await image()]
    expect(address).toContain(`${path()}?language=en&v=`)
    await cloud.sql`update sales set title = 'Quite another title' where id = ${sale.id}`
    await until('the page names another picture', async () => (await image()) !== address)
    await until('the picture is another', async () => (await get(path())).headers.get('etag') !== etag)
  })

  it('is made once for twenty who ask at once, and none of them waits longer than for one', async () => {
    const [one, other] = [
      await createSale(cloud.sql, { items: [{ name: 'Cup', stock: 5 }] }),
      await createSale(cloud.sql, { items: [{ name: 'Cup', stock: 5 }] }),
    ]
    const timed = async (ask: () => Promise<Response[]>) => {
      const startedMs = performance.now()
      return { answers: await ask(), tookMs: performance.now() - startedMs }
    }
    const alone = await timed(async () => [await get(`/sales/${one.slug}/picture.png`)])
    const { answers, tookMs } = await timed(() =>
      Promise.all(Array.from({ length: 20 }, () => get(`/sales/${other.slug}/picture.png`))),
    )
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200))
    expect(new Set(answers.map((answer) => answer.headers.get('etag'))).size).toBe(1)
    // Drawn for each of them it would be twenty times as long; a busy machine is busy with both.
    expect(tookMs).toBeLessThan(6 * alone.tookMs + 500)
    process.stdout.write(
      `one picture in ${alone.tookMs.toFixed(0)} ms, twenty of one sale in ${tookMs.toFixed(0)} ms\n`,
    )
  })

  it('is not there for a sale that is not, and the shop has one too', async () => {
    expect((await get('/sales/no-such-sale/picture.png')).status).toBe(404)
    expect((await get('/sales/..%2f..%2fetc/picture.png')).status).toBe(404)
    const shop = await get('/picture.png')
    expect(sizeOf(Buffer.from(await shop.arrayBuffer()))).toEqual([1200, 630])
  })

  it('is drawn without the photo where that is not ours to fetch, or no picture', async () => {
    for (const url of [
      'http://169.254.169.254/latest/',
      '//evil.example/x.png',
      '/../package.json',
      '/icons/icon.svg?x',
      cloud.config.urls.api,
    ]) {
      const odd = await createSale(cloud.sql, { items: [{ name: 'Cup', stock: 5 }] })
      await cloud.sql`update sales set hero_url = ${url} where id = ${odd.id}`
      const answer = await get(`/sales/${odd.slug}/picture.png`)
      expect([url, answer.status, answer.headers.get('content-type')]).toEqual([url, 200, 'image/png'])
    }
  })
})

describe('what pages say of themselves', () => {
  it('one address each, the same page in every language, and a card with its picture', async () => {
    const html = await page(`/sales/${sale.slug}`, { 'accept-language': 'de' })
    const shop = cloud.config.urls.shop
    expect(attribute(html, /rel="canonical" href="([^"]*)"/)).toBe(`${shop}/de/sales/${sale.slug}`)
    const alternates = [...html.matchAll(/rel="alternate" hrefLang="([^"]*)" href="([^"]*)"/gi)].map(
      ([, language, url]) => [language, url],
    )
    expect(alternates).toEqual([
      ['en', `${shop}/sales/${sale.slug}`],
      ['de', `${shop}/de/sales/${sale.slug}`],
      ['ar', `${shop}/ar/sales/${sale.slug}`],
      ['x-default', `${shop}/sales/${sale.slug}`],
    ])
    expect(html).toContain('name="twitter:card" content="summary_large_image"')
    expect(attribute(html, /property="og:url" content="([^"]*)"/)).toBe(`${shop}/sales/${sale.slug}`)
    expect(html).toContain(' von Tidewater Goods')
    expect(html).not.toContain('name="robots"')
  })

  it('structured data with the price and whether it can be had, in no need of a policy', async () => {
    const answer = await get(`/sales/${sale.slug}`)
    const text = attribute(await answer.text(), /<script type="application\/ld\+json">(.*?)<\/script>/) ?? ''
    const data = JSON.parse(text)
    expect(data['@graph'].map((thing: { '@type': string }) => thing['@type'])).toEqual([
      'SaleEvent',
      'Product',
      'Product',
    ])
    expect(data['@graph'][2].offers).toMatchObject({
      price: '19.00',
      priceCurrency: 'EUR',
      availability: 'https://schema.org/LimitedAvailability',
    })
    const home = attribute(await page('/'), /<script type="application\/ld\+json">(.*?)<\/script>/) ?? ''
    expect(JSON.parse(home)['@graph'][1].itemListElement.length).toBeGreaterThan(1)
  })

  it('the sitemap lists them, the robots are told of it, and what is not there is 404', async () => {
    const xml = await page('/sitemap.xml')
    expect(xml).toContain(`<loc>${cloud.config.urls.shop}/de/sales/first-light</loc>`)
    expect(await page('/robots.txt')).toContain(`Sitemap: ${cloud.config.urls.shop}/sitemap.xml`)
    for (const path of [
      '/no-such-page',
      '/sales/no-such-sale',
      '/de/sales/no-such-sale',
      '/sales/no-such-sale/calendar.ics',
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404])
  })
})

describe('looking for a sale', () => {
  const titles = (html: string) => [...html.matchAll(/href="\/sales\/([a-z0-9-]+)"/g)].map(([, slug]) => slug)

  it('works by address alone: words, category, price and order; in no index; and a form sent as it was leads home', async () => {
    const found = await page('/?q=LANTÉRN%20tidewater')
    expect(titles(found)).toEqual(expect.arrayContaining(['first-light', sale.slug]))
    expect(titles(found)).not.toContain('winter-harbour')
    expect(attribute(found, /name="robots" content="([^"]*)"/)).toBe('noindex, follow')
    expect(found).not.toContain('rel="canonical"')
    const cheap = await page('/?category=home&upto=20&sort=price&show=open')
    expect(titles(cheap)).toEqual(expect.arrayContaining(['first-light', sale.slug]))
    expect(titles(await page('/?category=clothing'))).toEqual(['winter-harbour'])
    const sent = await get('/?q=&category=&sort=&show=&upto=')
    expect([sent.status, sent.headers.get('location')]).toEqual([307, '/'])
  })

  it('never fails, whatever an address holds, and says what to do where nothing fits', async () => {
    for (const query of [
      'q=%00%ff',
      `q=${'x'.repeat(4000)}`,
      'q=a&q=b',
      'upto=99999999999&page=40',
      'sort=%27&show=%27&category=%27%3B--',
      'q=%F0%9F%95%AF&page=-1',
    ]) {
      const answer = await get(`/?${query}`)
      // Where nothing is left of what was asked, one is led home.
      expect([query, [200, 307].includes(answer.status)]).toEqual([query, true])
    }
    expect(await page('/?q=xylophone')).toContain('No sale has “xylophone” in it')
  })

  it('stays one page for everybody at 500 sales: bounded, and every list leads to all of it', async () => {
    await cloud.sql`
      with made as (
        insert into sales (merchant_id, slug, title, category, status, opens_at, closes_at, currency)
        select m.id, 'many-' || n, 'Sale number ' || n, 'many', 'scheduled', now() + (n - 250) * interval '1 minute', now() + interval '1 day', 'EUR'
        from merchants m, generate_series(1, 500) n where m.slug = 'tidewater' returning id
      )
      insert into sale_items (sale_id, variant_id, price_cents, currency, stock, free)
      select made.id, v.id, 1000, 'EUR', 5, 5 from made, (select id from product_variants order by id limit 3) v`
    await until('the home page knows of them', async () => (await page('/')).includes('See all 25'))
    const startedMs = performance.now()
    const html = await page('/', { authorization: 'Basic eDp4' })
    const tookMs = performance.now() - startedMs
    expect(new Set(titles(html)).size).toBeLessThanOrEqual(30)
    expect(html.length).toBeLessThan(300_000)
    process.stdout.write(
      `home at 500 sales: ${(html.length / 1000).toFixed(0)} kB, rendered in ${tookMs.toFixed(0)} ms\n`,
    )
    const seen = new Set<string | undefined>()
    for (let number = 1; number <= 25; number += 1)
      for (const slug of titles(await page(`/?category=many&page=${number}`))) seen.add(slug)
    expect(seen.size).toBe(500)
  })
})
