import { expect, it } from 'vitest'
import { LANGUAGES } from '#lib/languages/languages.ts'
import { CATALOGUE, textIn } from '#lib/languages/messages.ts'
import { problemWords } from './problem-words.ts'
import { isProblemCode } from './problems.ts'

const codes = Object.keys(CATALOGUE.en.problems)

it.each(LANGUAGES)('every problem is told in %s, and none that the API does not have', (language) => {
  const t = textIn(language, 'problems')
  expect(codes.filter((code) => !isProblemCode(code))).toEqual([])
  expect(codes.map((code) => problemWords(code, t))).toEqual(Object.values(CATALOGUE[language].problems))
})

it('a code nobody knows is our mistake', () => {
  const t = textIn('de', 'problems')
  expect(problemWords('made_up', t)).toBe(t('internal'))
  expect(problemWords('toString', t)).toBe(t('internal'))
})
