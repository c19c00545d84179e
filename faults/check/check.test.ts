import { expect, test } from 'vitest'
import { check, RULES } from './check.ts'
import { liesAboutStock } from './lies-about-stock.ts'
import { liesToShoppers } from './lies-to-shoppers.ts'
import { historyOf, madeUp } from './made-up.ts'

const lies = [...liesAboutStock, ...liesToShoppers]

test('the true history has no violation', () => {
  const { exchanges, tables } = madeUp()
  expect(check(historyOf(exchanges), tables)).toEqual([])
})

test.each(lies)('%s is found broken when %s', (rule, _lie, tell) => {
  const story = madeUp()
  tell(story)
  const found = check(historyOf(story.exchanges), story.tables).map((violation) => violation.rule)
  expect(found).toContain(rule)
})

test('every rule is able to fail', () => {
  expect(new Set(lies.map(([rule]) => rule))).toEqual(new Set(Object.keys(RULES)))
})
