import { expect, test } from 'vitest'
import { chooseLanguage } from './choose-language.ts'

const TEMPLATE =
  'a {{ if eq .Data.language `de` }}eins{{ else if eq .Data.language `ar` }}zwei{{ else }}drei{{ end }} b {{ .Other }}'

test.each([
  ['de', 'a eins b {{ .Other }}'],
  ['ar', 'a zwei b {{ .Other }}'],
  ['en', 'a drei b {{ .Other }}'],
  [null, 'a drei b {{ .Other }}'],
])('%s: %s', (language, expected) => {
  expect(chooseLanguage(TEMPLATE, language)).toBe(expected)
})

test('a text without the choice stays as it is', () => {
  expect(chooseLanguage('{{ if .Token }}x{{ end }}', 'de')).toBe('{{ if .Token }}x{{ end }}')
})
