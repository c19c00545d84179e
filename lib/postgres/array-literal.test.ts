import { expect, test } from 'vitest'
import { arrayLiteral } from './array-literal.ts'

test('ids and whole numbers become an array, none an empty one', () => {
  expect(arrayLiteral(['8d1f6a3e-0000-4000-8000-00000000000a', '8d1f6a3e-0000-4000-8000-00000000000b'])).toBe(
    '{8d1f6a3e-0000-4000-8000-00000000000a,8d1f6a3e-0000-4000-8000-00000000000b}',
  )
  expect(arrayLiteral([1, -2])).toBe('{1,-2}')
  expect(arrayLiteral([])).toBe('{}')
})

test.each(['a"b', '}', 'NULL', "'", '{1}', ' '])('what would need quoting is refused: %s', (text) => {
  expect(() => arrayLiteral([text])).toThrow(/ids and whole numbers/)
})
