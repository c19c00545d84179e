import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mutations } from './mutations/all.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

test('every line that is broken on purpose is still there, once, and so are the tests that must notice', () => {
  const gone = mutations.filter(({ file, from }) => read(`../migrations/${file}`).split(from).length !== 2)
  expect(gone.map(({ of, broken, file }) => `${file}: ${of}: ${broken}`)).toEqual([])
  const files = mutations.flatMap(({ tests }) => tests.map((name) => `${name}.test.ts`))
  expect(files.filter((file) => !existsSync(new URL(file, import.meta.url)))).toEqual([])
})

test('docs/broken-on-purpose.md has a row for each', () => {
  const rows = read('../../docs/broken-on-purpose.md')
  const missing = mutations.filter(({ of, broken }) => {
    const who = /^(every move|the check of .*)$/.test(of) ? of : `\`${of}\``
    return !rows.includes(`| ${who} | ${broken} | `)
  })
  expect(missing.map(({ of, broken }) => `${of}: ${broken}`)).toEqual([])
  expect(rows).not.toContain('**nothing**')
})
