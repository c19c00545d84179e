import type { Result } from './result.ts'
import { contestantRows, figureRows, hotRowRows, ratioRows, roundsText } from './table.ts'

export const BEGIN = '<!-- measured: npm run bench writes from here -->'
export const END = '<!-- measured: to here -->'

/** The tables of docs/performance.md, as Markdown, with the two lines around them that say where they are. */
export function renderBlock(result: Result): string {
  const { machine, generator } = result
  const settings = Object.entries(machine.settings).map(([name, value]) => `\`${name}=${value}\``)
  return [
    BEGIN,
    '',
    `Measured ${result.at.slice(0, 10)} at commit \`${result.commit ?? 'unknown'}\`, ${roundsText(result.rounds)}, ${machine.cores} cores of ` +
      `${machine.cpu}, ${machine.memoryGiB} GiB, ${machine.os}, Node ${machine.node}, PostgreSQL ${machine.postgres}, ` +
      `Redis ${machine.redis ?? 'absent'}. Postgres: ${settings.join(', ')}. The generator alone reaches ` +
      `${generator.ceilingPerSecond?.toLocaleString('en') ?? 'an unknown number of'} answers a second here.`,
    ...quietness(result),
    '',
    ...table(ratioRows(result), 'lrrrl'),
    '',
    ...table(contestantRows(result.contestants), 'lrrrrrl'),
    '',
    ...(result.figures.length > 0 ? [...table(figureRows(result.figures), 'llrrrl'), ''] : []),
    ...(result.hotRow.length > 0 ? [...table(hotRowRows(result.hotRow), 'lrr'), ''] : []),
    END,
  ].join('\n')
}

/** The page with the block put in the place of the one it has. Throws when it has none: it would silently be out of date. */
export function replaceBlock(page: string, block: string): string {
  const from = page.indexOf(BEGIN)
  const to = page.indexOf(END)
  if (from === -1 || to < from) throw new Error(`the page does not have the lines ${BEGIN} and ${END}`)
  return page.slice(0, from) + block + page.slice(to + END.length)
}

/** A machine that others use makes absolute figures too low; ratios suffer less, being taken within a round. */
function quietness(result: Result): string[] {
  const { othersCores } = result
  if (othersCores === null || othersCores < 0.1) return []
  return [
    '',
    `**The machine was not quiet**: other programs used ${othersCores.toFixed(2)} of its ${result.machine.cores} cores meanwhile, so absolute ` +
      'figures are too low and ratios are rough.',
  ]
}

function table(rows: readonly (readonly string[])[], alignment: string): string[] {
  const line = (cells: readonly string[]) =>
    `| ${[...alignment].map((_, at) => cells[at]?.replaceAll('|', '\\|') ?? '').join(' | ')} |`
  const [head = [], ...rest] = rows
  const rule = [...alignment].map((side) => (side === 'r' ? '---:' : '---'))
  return [line(head), line(rule), ...rest.map(line)]
}
