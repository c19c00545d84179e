import { describe, expect, test } from 'vitest'
import { type Asked, isBuildFile, isPicture, isShopperPage } from './routes.ts'

const SHOP = 'https://shop.example'

function asked(path: string, request: Partial<Asked['request']> = {}): Asked {
  const url = new URL(path, SHOP)
  return {
    sameOrigin: url.origin === SHOP,
    url,
    request: { method: 'GET', mode: 'cors', destination: '', ...request },
  }
}

const visit = (path: string) => asked(path, { mode: 'navigate', destination: 'document' })
const image = (path: string) => asked(path, { mode: 'no-cors', destination: 'image' })
const isAnswered = (one: Asked) => isBuildFile(one) || isPicture(one) || isShopperPage(one)

describe('the service worker leaves alone', () => {
  test.each([
    '/api/claims',
    '/api/me/claims',
    '/api/sales/first-light/snapshot',
    '/api/time',
    'https://project.supabase.co/storage/v1/object/public/cup.webp',
    'https://api.stripe.com/v1/tokens',
    '/sales/first-light?_rsc=1',
  ])('%s, however it is asked for', (path) => {
    expect(isAnswered(asked(path))).toBe(false)
    expect(isAnswered(image(path))).toBe(false)
  })

  test.each([
    '/api/health',
    '/dashboard',
    '/dashboard/orders/export',
    '/sales/first-light/calendar.ics',
    '/local/inbox',
    'https://hooks.stripe.com/3d_secure',
  ])('a visit to %s', (path) => expect(isAnswered(visit(path))).toBe(false))

  test('a form that is posted, and pictures that show live stock', () => {
    expect(isAnswered(asked('/orders/1', { method: 'POST', mode: 'navigate' }))).toBe(false)
    expect(isAnswered(image('/sales/first-light/opengraph-image'))).toBe(false)
  })
})

test.each(['/', '/sales/first-light', '/sales/first-light/bag', '/orders/1', '/sign-in', '/?q=cup'])(
  'a visit to %s falls back to the offline page',
  (path) => expect(isShopperPage(visit(path))).toBe(true),
)

test('what is named by its content, and drawn pictures, are kept', () => {
  expect(isBuildFile(asked('/_next/static/chunks/0cz1d0mv5g_q7.js'))).toBe(true)
  expect(isBuildFile(asked('https://elsewhere.example/_next/static/chunks/a.js'))).toBe(false)
  expect(isPicture(image('/demo/harbour-mug.svg'))).toBe(true)
})
