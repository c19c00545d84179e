import { expect, test } from 'vitest'
import { ORDER_TABLE, orderArguments } from '#lib/merchant-orders/order-table.ts'
import { isNarrowed, readTableQuery, tableHref } from './table-query.ts'

const SALE = '7f0f3ab5-9c1e-4a2b-8f55-0d9be1a7e001'
const read = (params: Record<string, string | string[]>) => readTableQuery(ORDER_TABLE, params)
const again = (href: string) => read(Object.fromEntries(new URL(href, 'http://shop.test').searchParams))

test('every address shows a page: what cannot be understood is left out', () => {
  const odd = {
    q: ['a', 'b'],
    show: 'everything',
    sale: 'none',
    from: '31.12.',
    to: '2026-99-99',
    sort: "'; drop table",
    after: "' or 1=1 --",
  }
  expect(read(odd)).toEqual({ q: 'a', sort: 'newest', filters: {} })
  expect(read({ show: 'all' })).toEqual({ q: '', sort: 'newest', filters: {} })
  expect(read({ q: 'x'.repeat(500) }).q).toHaveLength(200)
})

test('a query survives being a link', () => {
  const query = read({
    q: ' ada & co ',
    show: 'to_ship',
    sale: SALE,
    from: '2026-11-01',
    sort: 'oldest',
    after: SALE,
  })
  expect(query).toMatchObject({ q: 'ada & co', after: SALE, filters: { show: 'to_ship', sale: SALE } })
  expect(again(tableHref(ORDER_TABLE, query, { after: SALE }))).toEqual(query)
  expect(tableHref(ORDER_TABLE, read({}))).toBe('/dashboard/orders')
})

test('anything but another page begins on the first page again', () => {
  const query = read({ q: 'ada', after: SALE })
  expect(again(tableHref(ORDER_TABLE, query, { sort: 'oldest' })).after).toBe(undefined)
  expect(again(tableHref(ORDER_TABLE, query, { before: SALE }))).toMatchObject({ q: 'ada', before: SALE })
  expect(read({ after: SALE, before: SALE }).before).toBe(undefined)
})

test('an order of the rows narrows nothing', () => {
  expect(isNarrowed(read({ sort: 'oldest' }))).toBe(false)
  expect(isNarrowed(read({ show: 'to_ship' }))).toBe(true)
  expect(isNarrowed(read({ q: 'ada' }))).toBe(true)
})

test('the last day counts whole', () => {
  expect(orderArguments(read({ from: '2026-11-01', to: '2026-11-30' }), 'm', 50)).toMatchObject({
    p_from: '2026-11-01T00:00:00Z',
    p_to: '2026-12-01T00:00:00.000Z',
  })
})
