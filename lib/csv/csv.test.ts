import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv } from './read-csv.ts'
import { csvLine } from './write-csv.ts'

const cellsOf = (text: string) => {
  const file = readCsv(text, 1000)
  return file.ok ? file.records.map((record) => record.cells) : file
}

describe('what spreadsheets write is read', () => {
  test.each([
    [
      'commas',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'semicolons',
      'a;b\r\n1,5;2\r\n',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1\t2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a byte order mark', '\uFEFFa,b', [['a', 'b']]],
    [
      'old line ends',
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['quotation marks', '"a ""b""","c,d"\n', [['a "b"', 'c,d']]],
    ['line ends in a cell', '"a\nb",c\n', [['a\nb', 'c']]],
    ['spaces around cells', ' a , "b" \n', [['a', 'b']]],
    [
      'lines without text',
      'a,b\n\n,\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['an empty file', '', []],
    ['one cell without an end', 'a', [['a']]],
  ])('%s', (_what, text, cells) => {
    expect(cellsOf(text)).toEqual(cells)
  })
})

test('every record knows its line, also after cells of several lines', () => {
  const file = readCsv('a,b\n"1\n2\n3",4\n\n5,6\n', 10)
  expect(file.ok && file.records.map((record) => record.line)).toEqual([1, 2, 6])
})

test('a quotation mark that is never closed is named with its line', () => {
  expect(readCsv('a,b\n1,"2\n3,4\n', 10)).toMatchObject({ ok: false, line: 2 })
})

test('a file that is too long is refused, not cut', () => {
  expect(readCsv('a\nb\nc\n', 2)).toMatchObject({
    ok: false,
    line: 3,
    message: expect.stringContaining('2 lines'),
  })
})

test('any cells that are written are read again', () => {
  const cell = fc
    .string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', ' ', "'", 'ü') })
    .map((text) => text.trim())
  fc.assert(
    fc.property(fc.array(cell, { minLength: 3, maxLength: 5 }), (cells) => {
      const line = csvLine(['first', ...cells])
      expect(cellsOf(`a,b,c,d,e,f\r\n${line}`)).toEqual([
        ['a', 'b', 'c', 'd', 'e', 'f'],
        ['first', ...cells],
      ])
    }),
  )
})

test('nothing that is written begins as a formula', () => {
  for (const text of [
    '=1+1',
    '+49 40',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '=HYPERLINK("http://x.test","a")',
  ]) {
    const file = readCsv(`x,y\n${csvLine([text, 'b'])}`, 10)
    const cell = file.ok ? (file.records[1]?.cells[0] ?? '') : ''
    expect([text, cell.startsWith("'")]).toEqual([text, true])
  }
  expect(csvLine([-5, null, 'plain'])).toBe('-5,,plain\r\n')
})
