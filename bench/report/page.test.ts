import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderBlock } from './block.ts'
import { renderChart } from './chart.ts'

const root = join(import.meta.dirname, '..', '..')

test('docs/performance.md and its chart show what bench/results/latest.json says', () => {
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const latest = JSON.parse(read('bench/results/latest.json'))
  expect(read('docs/performance.md')).toContain(renderBlock(latest))
  expect(read('docs/performance-chart.svg')).toBe(renderChart(latest))
})
