import { expect, test } from 'vitest'
import { BEGIN, END, renderBlock, replaceBlock } from './block.ts'
import { renderChart } from './chart.ts'
import { madeUpResult } from './made-up.ts'
import { spreadOf } from './spread.ts'
import { columns, contestantRows, ms, ratio, ratioRows, renderTable, whole } from './table.ts'

const result = madeUpResult()

test('the median of an even number of rounds is between the two in the middle', () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4, rounds: [4, 1, 3, 2] })
  expect(spreadOf([9, 1, 5])?.median).toBe(5)
  expect(spreadOf([])).toBeNull()
})

test('numbers are short enough to read and say no more than was measured', () => {
  expect([whole(1234567.8), whole(999), whole(1000)]).toEqual(['1,234,568', '999', '1,000'])
  expect([ms(0.1234), ms(12.34), ms(123.4), ms(null)]).toEqual(['0.12', '12.3', '123', '–'])
  expect([ratio(1.234), ratio(31.26)]).toEqual(['1.23', '31.3'])
})

test('columns line up whatever characters are in them', () => {
  const lines = columns(
    [
      ['a', 'n'],
      ['≥ µs', '5'],
      ['plain', '1234'],
    ],
    'lr',
  )
  expect(lines).toEqual(['a         n', '───────────', '≥ µs      5', 'plain  1234'])
})

test('every ratio is in the table: reached, not reached, or the reason why it is not there', () => {
  const rows = ratioRows(result)
  expect(rows).toHaveLength(10)
  const marks = Object.fromEntries(rows.slice(1).map((row) => [row[0], row.at(-1)]))
  expect(marks['One hot item ÷ bare Node']).toBe('✓')
  expect(marks['p99 of the accepted at twice saturation ÷ at 80 %']).toBe('✓')
  expect(marks['One hot item, durable ÷ Fastify + Redis Lua, not durable']).toBe(
    '– redis-server was not found on the PATH',
  )
  const table = renderTable(result)
  expect(table).toContain('fast-lane (durable)')
  expect(table).toContain('at 200 %, 50 % busy')
  expect(table).toContain('every claim acknowledged is stored')
})

test('processor time for a claim is that of server and store together, without the generator', () => {
  // 1 core of server and 0.3 of a database for 25,000.5 claims a second.
  expect(contestantRows(result.contestants)[2]?.[5]).toBe('52')
})

test('a failed audit is in the table, loudly', () => {
  const text = renderTable({ ...result, faults: ['hot, fast-lane, round 1: 99 of 100'] })
  expect(text).toContain('AUDITS FAILED')
  expect(text).toContain('99 of 100')
})

test('the chart is one picture for light and dark, escaped, with a bar as long as its figure', () => {
  const svg = renderChart(result)
  expect(svg).toContain('prefers-color-scheme: dark')
  expect(svg).toContain('A &lt;processor&gt; &amp; more')
  const widths = [...svg.matchAll(/<rect class="(\w+)" x="150" y="\d+" width="(\d+)"/g)]
  expect(widths.map(([, kind]) => kind)).toEqual(['other', 'ours', 'durable'])
  const [bare = 0, ours = 0, tutorial = 0] = widths.map((match) => Number(match[2]))
  expect(Math.abs(ours / bare - 25_000 / 40_000)).toBeLessThan(0.01)
  expect(tutorial).toBeGreaterThan(0)
})

test('the block takes the place of the one before, and of nothing else', () => {
  const page = `# Top\n\n${BEGIN}\nwhat was there\n${END}\n\nrest\n`
  const replaced = replaceBlock(page, renderBlock(result))
  expect(replaced.startsWith('# Top\n\n')).toBe(true)
  expect(replaced.endsWith(`${END}\n\nrest\n`)).toBe(true)
  expect(replaced).not.toContain('what was there')
  expect(replaceBlock(replaced, renderBlock(result))).toBe(replaced)
  expect(() => replaceBlock('# Top', 'block')).toThrow('does not have the lines')
})
