import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mutations } from './mutations/all.ts'
import { BY_HAND, rowStart } from './mutations/page.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

test('every line that is broken on purpose is still there, once, and so are the tests that must notice', () => {
  const gone = mutations.filter(({ file, from }) => read(`../migrations/${file}`).split(from).length !== 2)
  expect(gone.map(({ of, broken, file }) => `${file}: ${of}: ${broken}`)).toEqual([])
  const files = mutations.flatMap(({ tests }) => tests.map((name) => `${name}.test.ts`))
  expect(files.filter((file) => !existsSync(new URL(file, import.meta.url)))).toEqual([])
})

test('every one of them has its row on the page, once, and the page has no other', () => {
  const [table = '', byHand = ''] = read('../../docs/broken-on-purpose.md').split(BY_HAND)
  const starts = mutations.map(rowStart)
  const rows = table.split('\n').filter((line) => line.startsWith('| ') && !/^\| (Function|---) /.test(line))
  expect(starts.filter((start) => rows.filter((row) => row.startsWith(start)).length !== 1)).toEqual([])
  expect(rows.filter((row) => !starts.some((start) => row.startsWith(start)))).toEqual([])
  expect(starts.filter((start) => byHand.includes(start))).toEqual([])
})
