import { expect, test } from 'vitest'
import { isNarrowed, readTableQuery, tableHref } from '#lib/tables/table-query.ts'
import { LOG_TABLE, logArguments } from './log-table.ts'
import { detailWords, logWords, subjectPath } from './words.ts'

const MERCHANT = '0f4c3f6e-0a43-4a6f-9a0e-1f4f0b6f2c11'

test('an address that makes no sense is the whole log, and nothing of it reaches the database', () => {
  const query = readTableQuery(LOG_TABLE, {
    person: "1' or true",
    action: 'Drop Table',
    about: 'nothing',
    from: '2026-13-45',
    to: 'x',
    before: '-3',
  })
  expect(isNarrowed(query)).toBe(false)
  expect(logArguments(query, MERCHANT, 51)).toEqual({ p_merchant_id: MERCHANT, p_limit: 51 })
})

test('a search of the log stays in the address, from page to page, and asks the database for just that', () => {
  const person = '7f0f3ab5-9c1e-4a2b-8f55-0d9be1a7e001'
  const asked = { person, action: 'refund_order', about: 'order', from: '2026-11-01', to: '2026-11-30' }
  const next = tableHref(LOG_TABLE, readTableQuery(LOG_TABLE, asked), { after: '50' })
  const query = readTableQuery(LOG_TABLE, Object.fromEntries(new URLSearchParams(next.split('?')[1])))
  expect(logArguments(query, MERCHANT, 51)).toEqual({
    p_merchant_id: MERCHANT,
    p_limit: 51,
    p_moved_by: person,
    p_action: 'refund_order',
    p_subject_kind: 'order',
    p_from: '2026-11-01T00:00:00Z',
    p_to: '2026-12-01T00:00:00.000Z',
    p_after: 50,
  })
})

test('an action nobody wrote words for is still told, and what is gone has no page', () => {
  expect(logWords('paint_wall')).toBe('Paint wall')
  expect(detailWords({ number: 'AB', reason: 'Broken', secret: 'x', lines: [] })).toBe('AB · “Broken”')
  expect(subjectPath('product', 'save_product', 'x')).toBe('/dashboard/products/x')
  expect(subjectPath('product', 'remove_product', 'x')).toBeNull()
})
