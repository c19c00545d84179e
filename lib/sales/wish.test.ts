import { describe, expect, it } from 'vitest'
import { isEmptyForm, isNoWish, NO_WISH, readWish, wishPath } from './wish.ts'

describe('what an address asks for', () => {
  it('is read from it and written back as the same address', () => {
    const wish = readWish({
      q: '  storm   lantern ',
      category: 'home',
      show: 'open',
      upto: '50',
      sort: 'price',
      page: '3',
      utm_source: 'letter',
    })
    expect(wish).toEqual({
      query: 'storm lantern',
      category: 'home',
      show: 'open',
      upTo: 50,
      sort: 'price',
      page: 3,
    })
    expect(wishPath(wish)).toBe('/?q=storm+lantern&category=home&show=open&upto=50&sort=price&page=3')
    expect(readWish(Object.fromEntries(new URL(wishPath(wish), 'http://x').searchParams))).toEqual(wish)
  })

  it.each([
    [{}],
    [{ q: ['a', 'b'], category: ['a'] }],
    [{ q: '   ', category: '', show: 'everything', sort: 'sideways', page: '0', upto: '-5' }],
    [{ page: '1e9', upto: 'NaN', show: '__proto__', sort: 'constructor' }],
    [{ upto: '12.50', page: '01x' }],
    [{ q: '\u0000' }],
  ])('is nothing where it cannot be understood: %j', (given) => {
    expect(readWish(given)).toEqual(NO_WISH)
  })

  it('is bounded: long words are cut between letters, numbers end somewhere', () => {
    expect(readWish({ q: `${'x'.repeat(79)}🕯️` }).query).toBe('x'.repeat(79))
    expect(readWish({ page: '999999999', upto: '999999999' })).toMatchObject({ page: 40, upTo: 1_000_000 })
  })
})

it('a form sent as it was asks for nothing; a link with tracking is no form', () => {
  expect(isEmptyForm({ q: '', category: '', sort: 'soonest', upto: '' })).toBe(true)
  expect(isEmptyForm({ q: 'mug' })).toBe(false)
  expect(isEmptyForm({ utm_source: 'x' })).toBe(false)
  expect(isNoWish(readWish({ utm_source: 'x' }))).toBe(true)
})
