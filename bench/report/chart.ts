import type { ContestantResult, Result } from './result.ts'
import { roundsText, whole } from './table.ts'

const WIDTH = 760
const LABEL_WIDTH = 150
const VALUE_WIDTH = 90
const BAR_HEIGHT = 22
const ROW_HEIGHT = 44
const TOP = 58
const BAR_WIDTH = WIDTH - LABEL_WIDTH - VALUE_WIDTH

/** Both schemes, because a picture in a README does not know the page it is on. */
const STYLE = `
    text { font: 14px system-ui, sans-serif; fill: #1f2328 }
    .quiet { fill: #57606a; font-size: 12px }
    .title { font-size: 16px; font-weight: 600 }
    .ours { fill: #c2410c }
    .durable { fill: #9a6700 }
    .other { fill: #8c959f }
    .spread { stroke: #1f2328; stroke-width: 1.5 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      .quiet { fill: #9198a1 }
      .ours { fill: #fb8f44 }
      .durable { fill: #d4a72c }
      .other { fill: #6e7681 }
      .spread { stroke: #e6edf3 }
    }`

/** Claims a second of every contestant as bars, with the least and the most of the rounds as a line. */
export function renderChart(result: Result): string {
  const contestants = result.contestants.toSorted((a, b) => b.perSecond.median - a.perSecond.median)
  const most = Math.max(1, ...contestants.map((one) => one.perSecond.max))
  const height = TOP + contestants.length * ROW_HEIGHT + 34
  const rows = contestants.map((one, at) => renderRow(one, TOP + at * ROW_HEIGHT, most))
  const { machine } = result
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title">
  <title id="title">Claims per second on one hot item, 256 clients</title>
  <style>${STYLE}
  </style>
  <text class="title" x="0" y="20">Claims per second, one hot item, 256 clients</text>
  <text class="quiet" x="0" y="40">${escapeText(`${roundsText(result.rounds)}, median; the line is least to most. ${machine.cores} cores of ${machine.cpu}, PostgreSQL ${machine.postgres.split(' ')[0]} with fsync ${machine.settings.fsync}`)}</text>
${rows.join('\n')}
  <text class="quiet" x="0" y="${height - 8}">Orange: Stampede. Ochre: durable, each answer after its commit. Grey: keeps nothing over a crash.</text>
</svg>
`
}

function renderRow(one: ContestantResult, top: number, most: number): string {
  const scale = (value: number) => LABEL_WIDTH + Math.round((value / most) * BAR_WIDTH)
  const { median, min, max } = one.perSecond
  const kind = one.name === 'fast-lane' ? 'ours' : one.isDurable ? 'durable' : 'other'
  const middle = top + BAR_HEIGHT / 2
  const width = Math.max(1, scale(median) - LABEL_WIDTH)
  return [
    `  <text x="0" y="${middle + 5}">${escapeText(one.name)}</text>`,
    `  <rect class="${kind}" x="${LABEL_WIDTH}" y="${top}" width="${width}" height="${BAR_HEIGHT}" rx="2"/>`,
    `  <line class="spread" x1="${scale(min)}" y1="${middle}" x2="${scale(max)}" y2="${middle}"/>`,
    `  <text x="${Math.max(scale(median), scale(max)) + 8}" y="${middle + 5}">${whole(median)}</text>`,
  ].join('\n')
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
