import { describe, expect, it } from 'vitest'
import { publicPageOf } from './public-page.ts'

function pageOf(url: string, headers: Record<string, string> = {}, method = 'GET'): string | null {
  return publicPageOf({ method, url, headers })?.path ?? null
}

function sessionCookie(claims: object, name = 'sb-abc-auth-token'): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const session = { access_token: `${part({ alg: 'ES256' })}.${part(claims)}.x`, refresh_token: 'r' }
  return `${name}=base64-${part(session)}`
}

describe('the common copy', () => {
  it('is of the home page and of the pages of sales, to read', () => {
    expect(pageOf('/')).toBe('/')
    expect(pageOf('/sales/first-light')).toBe('/sales/first-light')
    expect(pageOf('/', {}, 'HEAD')).toBe('/')
  })

  it('is in the language of the address, else of the choice, else of the browser', () => {
    const page = (url: string, headers: Record<string, string> = {}) =>
      publicPageOf({ method: 'GET', url, headers })
    const path = '/sales/first-light'
    expect(page(`/de${path}?utm_source=x`)).toEqual({ path, language: 'de', isAddressed: true })
    expect(page('/ar')).toEqual({ path: '/', language: 'ar', isAddressed: true })
    const german = { 'accept-language': 'de-CH, en;q=0.5' }
    expect(page(path, german)).toEqual({ path, language: 'de', isAddressed: false })
    expect(page(path, { ...german, cookie: 'stampede-language=ar' })?.language).toBe('ar')
    expect(page('/de/sales/first-light/bag')).toBeNull()
    expect(page('/de/de')).toBeNull()
  })

  it.each([
    '/sales',
    '/sales/',
    '/sales/first-light/',
    '/sales/first-light/bag',
    '/sales/first-light/calendar.ics',
    '/sales/First-Light',
    '/sales/first%2Dlight',
    '/sales/-',
    '/sales/../dashboard',
    `/sales/${'a'.repeat(81)}`,
    '//',
    '/dashboard',
    '/orders/1',
    '/sign-in',
    'http://elsewhere.example/',
    '*',
    '',
  ])('is not of %s', (url) => {
    expect(pageOf(url)).toBeNull()
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'get'])('is not for %s', (method) => {
    expect(pageOf('/', {}, method)).toBeNull()
  })

  it.each([
    ['rsc', '1'],
    ['next-router-prefetch', '1'],
    ['next-router-state-tree', '%5B%5D'],
    ['next-router-segment-prefetch', '/_tree'],
    ['next-url', '/'],
    ['next-action', 'abc'],
    ['x-nextjs-data', '1'],
    ['authorization', 'Bearer x'],
  ])('is not for who asks with %s', (name, value) => {
    expect(pageOf('/sales/first-light', { [name]: value })).toBeNull()
  })

  it('does not mind what only counts visits', () => {
    expect(pageOf('/sales/first-light?utm_source=a&utm_medium=b&fbclid=c')).toBe('/sales/first-light')
    expect(pageOf('/sales/first-light?item=0b0f6d0c&utm_source=a')).toBe('/sales/first-light')
    expect(pageOf('/?gclid')).toBe('/')
  })

  it.each([
    '?q=mug',
    '?category=home',
    '?_rsc=abc',
    '?utm_source=a&q=mug',
    '?',
    '?utm_source=a&',
    '?UTM_SOURCE=a',
    '?utm_%73ource=a',
    '?utm_source[]=a',
    `?${'utm_source=a&'.repeat(25)}utm_source=a`,
  ])('is not for a query that may mean something: %s', (query) => {
    expect(pageOf(`/${query}`)).toBeNull()
  })
})

describe('who gets the common copy', () => {
  it('whoever has no session, with a pass or a stranger’s cookies too', () => {
    expect(pageOf('/', { cookie: '' })).toBe('/')
    expect(pageOf('/', { cookie: 'stampede-pass-1=x; theme=dark' })).toBe('/')
  })

  it.each([
    ['has an anonymous session', sessionCookie({ sub: 'a', is_anonymous: true })],
    ['is signed in', sessionCookie({ sub: 'a', is_anonymous: false })],
    ['has a session nobody can read', 'sb-abc-auth-token=noise'],
    [
      'is a merchant beside being a shopper',
      `${sessionCookie({ sub: 'a' })}; ${sessionCookie({ sub: 'm' }, 'stampede-merchant-auth-token')}`,
    ],
  ])('and who %s: nothing on the page is anybody’s own', (_who, cookie) => {
    expect(pageOf('/', { cookie })).toBe('/')
    expect(pageOf('/sales/first-light', { cookie: `theme=dark; ${cookie}` })).toBe('/sales/first-light')
    // Pages of one's own stay with Next, whoever asks.
    expect(pageOf('/orders', { cookie })).toBeNull()
    expect(pageOf('/sales/first-light/bag', { cookie })).toBeNull()
  })

  it.each(['__prerender_bypass=x', '__next_preview_data=x'])('not who looks at a draft: %s', (cookie) => {
    expect(pageOf('/sales/first-light', { cookie })).toBeNull()
  })
})
