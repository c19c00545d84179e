import { describe, expect, it } from 'vitest'
import { acceptedLanguage, addressedLanguage, negotiateLanguage, spokenOn } from './negotiate.ts'

describe('the language of who asks', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.5', 'de'],
    ['fr-FR,fr;q=0.9,de;q=0.4,en;q=0.8', 'en'],
    ['fr, ar;q=0.3', 'ar'],
    ['AR-eg', 'ar'],
    ['en;q=0, de;q=0.1', 'de'],
    ['de;q=2, ar;q=0.1', 'ar'],
    ['de;q=x', 'en'],
    ['*', 'en'],
    ['dexter', 'en'],
    [`de,${'x'.repeat(600)}`, 'en'],
  ])('%s is %s', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language)
  })

  it('is the one they chose, if there is such a language', () => {
    expect(negotiateLanguage('a=b; stampede-language=ar', 'de')).toBe('ar')
    expect(negotiateLanguage('stampede-language=xx', 'de')).toBe('de')
    expect(negotiateLanguage('not-stampede-language=ar', 'de')).toBe('de')
    expect(negotiateLanguage(null, null)).toBe('en')
  })
})

it('a merchant’s screens speak English, as they are written, and every other page what its reader wants', () => {
  expect(
    ['/dashboard', '/dashboard/orders', '/', '/dashboards', '/sales/dashboard'].map((path) =>
      spokenOn(path, 'ar'),
    ),
  ).toEqual(['en', 'en', 'ar', 'ar', 'ar'])
})

describe('an address', () => {
  it.each([
    ['/de', { language: 'de', path: '/' }],
    ['/de/', { language: 'de', path: '/' }],
    ['/ar/sales/first-light', { language: 'ar', path: '/sales/first-light' }],
    ['/de//elsewhere.example', { language: 'de', path: '//elsewhere.example' }],
    ['/', null],
    ['/sales/de', null],
    ['/dear', null],
    ['/DE', null],
    ['', null],
  ])('%s', (path, expected) => {
    expect(addressedLanguage(path)).toEqual(expected)
  })
})
