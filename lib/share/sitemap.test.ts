import { expect, it } from 'vitest'
import { addressIn, alternatesOf } from './addresses.ts'
import { robotsText, sitemapXml } from './sitemap.ts'

const SHOP = 'https://shop.example'

it('the plain address is the English one, and everybody’s; the others have theirs', () => {
  expect(alternatesOf('/sales/last-boat', SHOP)).toEqual({
    en: `${SHOP}/sales/last-boat`,
    de: `${SHOP}/de/sales/last-boat`,
    ar: `${SHOP}/ar/sales/last-boat`,
    'x-default': `${SHOP}/sales/last-boat`,
  })
  expect(addressIn('de', '/', SHOP)).toBe(`${SHOP}/de`)
})

it('the sitemap has each page in each language once, and with every one all the others', () => {
  const xml = sitemapXml(['/', '/sales/last-boat'], SHOP)
  const locations = [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => url)
  expect(locations).toEqual([
    `${SHOP}/`,
    `${SHOP}/de`,
    `${SHOP}/ar`,
    `${SHOP}/sales/last-boat`,
    `${SHOP}/de/sales/last-boat`,
    `${SHOP}/ar/sales/last-boat`,
  ])
  for (const [entry] of xml.matchAll(/<url>.*?<\/url>/g))
    expect([...entry.matchAll(/hreflang="(.*?)"/g)].map(([, language]) => language)).toEqual([
      'en',
      'de',
      'ar',
      'x-default',
    ])
})

/** As RFC 9309 reads it: the longest rule that fits decides, and of two as long the one that allows. */
function isAllowed(path: string): boolean {
  const rules = [...robotsText(SHOP).matchAll(/^(Allow|Disallow): (.*)$/gm)].map(([, kind, rule = '']) => ({
    kind,
    rule,
  }))
  const fits = rules.filter(({ rule }) =>
    new RegExp(`^${rule.replace(/[.?+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}`).test(path),
  )
  const [first] = fits.toSorted((a, b) => b.rule.length - a.rule.length || (a.kind === 'Allow' ? -1 : 1))
  return first?.kind !== 'Disallow'
}

it.each([
  ['/', true],
  ['/de', true],
  ['/sales/last-boat', true],
  ['/ar/sales/last-boat', true],
  ['/sales/last-boat/picture.png?language=de&v=x', true],
  ['/?category=home', true],
  ['/?q=mug', false],
  ['/?category=home&sort=price', false],
  ['/?category=home&page=2', false],
  ['/sales/last-boat/bag', false],
  ['/orders/1', false],
  ['/dashboard/money', false],
  ['/api/time', false],
  ['/sign-in', false],
])('a robot may read %s: %s', (path, expected) => {
  expect(isAllowed(path)).toBe(expected)
})
