import { expect, test } from 'vitest'
import { isNarrowed, readOrderSearch, searchArguments, searchQuery } from './order-search.ts'

test('every address shows a page: what cannot be understood is left out', () => {
  const odd = {
    q: ['a', 'b'],
    show: 'everything',
    sale: 'none',
    from: '31.12.',
    sort: "'; drop table",
    after: '1',
  }
  expect(readOrderSearch(odd)).toEqual({ q: '', show: 'all', sort: 'newest' })
  expect(readOrderSearch({}).show).toBe('all')
})

test('a search survives being a link, and its page does not', () => {
  const search = readOrderSearch({ q: ' ada & co ', show: 'to_ship', from: '2026-11-01', to: '2026-11-30' })
  const query = searchQuery(search)
  expect(readOrderSearch(Object.fromEntries(new URLSearchParams(query)))).toEqual(search)
  expect(searchQuery(readOrderSearch({}))).toBe('')
  expect(isNarrowed(search)).toBe(true)
  expect(isNarrowed(readOrderSearch({ sort: 'oldest' }))).toBe(false)
})

test('the last day counts whole', () => {
  const search = readOrderSearch({ from: '2026-11-01', to: '2026-11-30' })
  expect(searchArguments(search, 'm', 50)).toMatchObject({
    p_from: '2026-11-01T00:00:00Z',
    p_to: '2026-12-01T00:00:00.000Z',
  })
})
