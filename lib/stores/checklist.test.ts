import { expect, test } from 'vitest'
import { stepsOf } from './checklist.ts'

const new_ = {
  is_shown: true,
  has_story: false,
  has_terms: false,
  has_product: false,
  has_sale: false,
  draft_id: null,
  has_samples: false,
  heard_at: null,
}
const done = (steps: Partial<typeof new_>, isHeard: boolean | null) =>
  stepsOf({ ...new_, ...steps }, { kind: isHeard === null ? 'sandbox' : 'live', isHeard }).map(
    ({ isDone }) => isDone,
  )

test('each step is done when it is, and no other with it', () => {
  expect(done({}, null)).toEqual([false, false, true, false, false])
  expect(done({ has_story: true, has_product: true }, null)).toEqual([true, false, true, true, false])
  expect(done({ has_terms: true, has_sale: true }, true)).toEqual([false, true, true, false, true])
})

test('keys alone are no payments: word has to come back', () => {
  expect(done({}, false)[2]).toBe(false)
  expect(done({}, true)[2]).toBe(true)
})

test('a draft that was begun is gone on with', () => {
  const [sale] = stepsOf({ ...new_, draft_id: 'd' as never }, { kind: 'sandbox', isHeard: null }).slice(-1)
  expect(sale?.href).toBe('/dashboard/drafts/d')
})
