import { expect, test } from 'vitest'
import { PAGE_ROWS, pageOf } from './table-page.ts'

const rows = (count: number) => Array.from({ length: count }, (_, at) => `row-${at}`)
const page = (count: number, query: { after?: string; before?: string }) => {
  const { rows: shown, before, after } = pageOf(rows(count), query, (row) => row)
  return [shown.length, shown[0] ?? null, before, after]
}

test('the first page has none before it, and one after it only when there is one row too many', () => {
  expect(page(PAGE_ROWS + 1, {})).toEqual([PAGE_ROWS, 'row-0', null, 'row-49'])
  expect(page(PAGE_ROWS, {})).toEqual([PAGE_ROWS, 'row-0', null, null])
  expect(page(0, {})).toEqual([0, null, null, null])
})

test('a page in the middle has both, the last one only the one before', () => {
  expect(page(PAGE_ROWS + 1, { after: 'x' })).toEqual([PAGE_ROWS, 'row-0', 'row-0', 'row-49'])
  expect(page(7, { after: 'x' })).toEqual([7, 'row-0', 'row-0', null])
})

test('backwards the row too many is the first one', () => {
  expect(page(PAGE_ROWS + 1, { before: 'x' })).toEqual([PAGE_ROWS, 'row-1', 'row-1', 'row-50'])
  expect(page(PAGE_ROWS, { before: 'x' })).toEqual([PAGE_ROWS, 'row-0', null, 'row-49'])
})
