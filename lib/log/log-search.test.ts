import { expect, test } from 'vitest'
import { isNarrowed, logQuery, readLogSearch, timesOf } from './log-search.ts'
import { detailWords, logWords } from './words.ts'

test('an address that makes no sense is the whole log, and nothing of it reaches the database', () => {
  const search = readLogSearch({
    person: "1' or true",
    action: 'Drop Table',
    from: '2026-13-45',
    to: 'x',
    before: '-3',
    subject: '../',
  })
  expect(isNarrowed(search)).toBe(false)
  expect(search.before).toBeNull()
})

test('a search stays in the address, from page to page', () => {
  const person = '7f0f3ab5-9c1e-4a2b-8f55-0d9be1a7e001'
  const search = readLogSearch({
    person,
    action: 'refund_order',
    from: '2026-11-01',
    to: '2026-11-30',
    before: '99',
  })
  expect(readLogSearch(Object.fromEntries(new URLSearchParams(logQuery(search, 50))))).toEqual({
    ...search,
    before: 50,
  })
  expect(timesOf(search)).toEqual({ from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' })
})

test('an action nobody wrote words for is still told', () => {
  expect(logWords('paint_wall')).toBe('Paint wall')
  expect(detailWords({ number: 'AB', reason: 'Broken', secret: 'x', lines: [] })).toBe('AB · “Broken”')
})
