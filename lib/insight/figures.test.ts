import { expect, test } from 'vitest'
import { abandonmentOf, sharesOf, spanWords } from './figures.ts'
import type { VisitCount } from './insight.ts'

const visit = (over: Partial<VisitCount>): VisitCount => ({
  kind: 'view',
  device: 'phone',
  source: 'direct',
  visits: 1,
  ...over,
})

test('who still holds a claim has not abandoned it', () => {
  expect(abandonmentOf({ claims: 10, openClaims: 2, paidClaims: 6 })).toEqual({ abandoned: 2, share: 0.25 })
  expect(abandonmentOf({ claims: 3, openClaims: 3, paidClaims: 0 })).toBeNull()
  expect(abandonmentOf({ claims: 0, openClaims: 0, paidClaims: 0 })).toBeNull()
})

test('sources with most views come first, and many small ones are one line that loses nobody', () => {
  const visits = Array.from({ length: 30 }, (_, n) => visit({ source: `s${n}.example`, visits: n + 1 }))
  visits.push(visit({ kind: 'try', source: 's0.example', visits: 4 }))
  const shares = sharesOf(visits, 'source', 5)
  expect(shares).toHaveLength(5)
  expect(shares[0]).toEqual({ name: 's29.example', views: 30, tries: 0 })
  expect(shares.at(-1)?.name).toBe('26 more')
  expect(shares.reduce((total, { views }) => total + views, 0)).toBe(465)
  expect(shares.reduce((total, { tries }) => total + tries, 0)).toBe(4)
})

test.each([
  [900, '1 s'],
  [61_000, '1 min 1 s'],
  [3_600_000 * 3, '3 h 0 min'],
  [86_400_000 * 3, '3 days 0 h'],
])('%i ms is %s', (ms, words) => {
  expect(spanWords(ms)).toBe(words)
})
