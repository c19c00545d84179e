import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_DIR } from '../../local/postgres/migrate.ts'
import { say } from '../../local/say.ts'
import { renderBlock, replaceBlock } from './block.ts'
import { renderChart } from './chart.ts'
import type { Result } from './result.ts'

const RESULTS = join('bench', 'results')
const PAGE = join('docs', 'performance.md')
const CHART = join('docs', 'performance-chart.svg')

/**
 * A whole run is written to latest.json and shown by docs/performance.md and its chart. A quick one, one of some figures
 * only, or one that failed an audit goes to partial.json, which git ignores: it must not take the place of a measurement.
 */
export function writeResult(result: Result, isWhole: boolean): void {
  const write = (path: string, text: string) => {
    writeFileSync(join(PROJECT_DIR, path), text)
    say(`Written: ${path}`)
  }
  mkdirSync(join(PROJECT_DIR, RESULTS), { recursive: true })
  write(join(RESULTS, isWhole ? 'latest.json' : 'partial.json'), `${JSON.stringify(result, null, 2)}\n`)
  if (!isWhole) return
  write(CHART, renderChart(result))
  write(PAGE, replaceBlock(readFileSync(join(PROJECT_DIR, PAGE), 'utf8'), renderBlock(result)))
}
