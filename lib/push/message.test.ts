import { describe, expect, test } from 'vitest'
import { readPushMessage } from './message.ts'

const SHOP = 'https://shop.example'
const read = (message: unknown) => readPushMessage(JSON.stringify(message), SHOP)

const OPEN_NOW = {
  web_push: 8030,
  notification: {
    title: 'First Light is open',
    body: 'Twelve lanterns.',
    lang: 'ar',
    dir: 'rtl',
    tag: 'sale:1',
    navigate: `${SHOP}/sales/first-light`,
    timestamp: 1_764_000_000_000,
    data: { kind: 'sale_open', id: '123' },
  },
  app_badge: 2,
}

test('a declarative message is read whole', () => {
  expect(read(OPEN_NOW)).toEqual({
    title: 'First Light is open',
    body: 'Twelve lanterns.',
    path: '/sales/first-light',
    id: '123',
    kind: 'sale_open',
    tag: 'sale:1',
    language: 'ar',
    isRightToLeft: true,
    atMs: 1_764_000_000_000,
    badge: 2,
  })
})

test('the same names at the top of a plain message do, too', () => {
  expect(read({ title: 'On its way', url: '/orders/7#parcel' })).toMatchObject({
    title: 'On its way',
    path: '/orders/7#parcel',
  })
})

describe('where it leads is always this shop', () => {
  test.each([
    'https://elsewhere.example/sales/first-light',
    '//elsewhere.example',
    'javascript:alert(1)',
    'http://shop.example/',
    'https://',
    7,
    null,
  ])('%j leads home', (navigate) => {
    expect(read({ title: 'x', navigate }).path).toBe('/')
  })
})

describe('a message is always shown, because who shows nothing loses the permission', () => {
  test.each([
    [null, 'Stampede'],
    ['', 'Stampede'],
    ['{"broken', 'Stampede'],
    ['Open now', 'Open now'],
    ['[]', '[]'],
    ['{"web_push":8030}', 'Stampede'],
  ])('%j has the title %j', (text, title) => {
    expect(readPushMessage(text, SHOP).title).toBe(title)
  })
})

test.each([-1, 1.5, '3', null])('a badge of %j is none', (badge) => {
  expect(read({ ...OPEN_NOW, app_badge: badge }).badge).toBeNull()
})
