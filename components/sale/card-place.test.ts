import { expect, it } from 'vitest'
import { cardPlace } from './card-place.ts'

const columns = (span: string, at: 'sm' | 'lg') =>
  Number(new RegExp(`${at}:col-span-(\\d)`).exec(span)?.[1] ?? 1)

/** What is free at the ends of the rows when cards of these widths are laid one after another. */
function gaps(widths: readonly number[], columnsMax: number): number {
  let free = 0
  let left = columnsMax
  for (const width of widths) {
    if (width > left) {
      free += left
      left = columnsMax
    }
    left -= width
    if (left === 0) left = columnsMax
  }
  return free + (left === columnsMax ? 0 : left)
}

it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 40])(
  '%i cards leave no gap, on a tablet or a desk',
  (count) => {
    const places = Array.from({ length: count }, (_, at) => cardPlace(at, count))
    const widths = (at: 'sm' | 'lg') => places.map(({ span }) => columns(span, at))
    expect(gaps(widths('sm'), 2)).toBe(0)
    expect(gaps(widths('lg'), 6)).toBe(0)
  },
)

it('a card alone is wide, a pair is two halves, three are thirds', () => {
  const spans = (count: number) =>
    Array.from({ length: count }, (_, at) => columns(cardPlace(at, count).span, 'lg'))
  expect(cardPlace(0, 1).size).toBe('wide')
  expect(spans(2)).toEqual([3, 3])
  expect(spans(3)).toEqual([2, 2, 2])
  expect(spans(4)).toEqual([3, 3, 3, 3])
  expect(spans(5)).toEqual([2, 2, 2, 3, 3])
})
