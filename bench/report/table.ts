import type { Run } from '../run.ts'
import { type Bar, isReached, RATIO_NAMES, RATIOS } from './ratios.ts'
import type { ContestantResult, FigureResult, HotRowResult, Result } from './result.ts'
import type { Spread } from './spread.ts'

/** One line of progress. */
export function renderRun(run: Run): string {
  const cores = run.cores
    ? Object.entries(run.cores)
        .map(([name, used]) => `${name} ${used.toFixed(2)}`)
        .join(', ')
    : ''
  const faults = run.auditFaults?.length ? ` ✗ ${run.auditFaults.join('; ')}` : ''
  return (
    `  ${run.figure.padEnd(12)} ${run.what.padEnd(30)} ${whole(run.perSecond).padStart(8)}/s ` +
    `p50 ${ms(run.p50Ms).padStart(7)} p99 ${ms(run.p99Ms).padStart(7)} ms  cores: ${cores}${faults}`
  )
}

/** What is printed at the end: one table of the ratios, one of the contestants, one of the other figures. */
export function renderTable(result: Result): string {
  return [
    ...columns(ratioRows(result), 'lrrrl'),
    '',
    ...columns(contestantRows(result.contestants), 'lrrrrrl'),
    '',
    ...(result.figures.length > 0 ? [...columns(figureRows(result.figures), 'llrrrl'), ''] : []),
    ...(result.hotRow.length > 0 ? [...columns(hotRowRows(result.hotRow), 'lrr'), ''] : []),
    ...footnotes(result),
  ].join('\n')
}

/** Header first. */
export function ratioRows(result: Result): string[][] {
  const rows = RATIO_NAMES.map((name) => {
    const spread = result.spread[name]
    const value = result.ratios[name]
    const reached = isReached(value, result.bars[name])
    const mark = reached === null ? '–' : reached ? '✓' : '✗'
    return [
      RATIOS[name].title,
      barText(result.bars[name]),
      value === null ? '–' : ratio(value),
      spread ? `${ratio(spread.min)}…${ratio(spread.max)}` : '',
      value === null ? `– ${result.reasons[name] ?? ''}` : mark,
    ]
  })
  return [['figure', 'bar', 'median', 'spread', ''], ...rows]
}

export function contestantRows(contestants: readonly ContestantResult[]): string[][] {
  const rows = contestants.map((one) => [
    `${one.name}${one.isDurable ? ' (durable)' : ''}`,
    whole(one.perSecond.median),
    range(one.perSecond),
    ms(one.p50Ms),
    ms(one.p99Ms),
    processorMicros(one),
    coresText(one.cpu),
  ])
  const head = [
    'one hot item, 256 clients',
    'claims/s',
    'spread',
    'p50 ms',
    'p99 ms',
    'CPU µs each',
    'cores used',
  ]
  return [head, ...rows]
}

export function figureRows(figures: readonly FigureResult[]): string[][] {
  const rows = figures.map((one) => [
    one.figure,
    one.what + detailText(one),
    whole(one.perSecond.median),
    ms(one.p50Ms),
    one.p99Ms ? ms(one.p99Ms.median) : '–',
    coresText(one.cpu),
  ])
  return [['other figures', '', 'answers/s', 'p50 ms', 'p99 ms', 'cores used'], ...rows]
}

export function hotRowRows(rows: readonly HotRowResult[]): string[][] {
  const lines = rows.map((row) => [
    row.perTransaction === 1
      ? `${row.connections} ${row.connections === 1 ? 'connection' : 'connections'}, 1 claim per transaction`
      : `1 connection, ${row.perTransaction} claims per transaction`,
    whole(row.perSecond.median),
    range(row.perSecond),
  ])
  return [['one hot row, Postgres alone', 'claims/s', 'spread'], ...lines]
}

function footnotes(result: Result): string[] {
  const { machine, generator } = result
  const { settings } = machine
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.os}, Node ${machine.node}, ` +
      `PostgreSQL ${machine.postgres}, Redis ${machine.redis ?? 'absent'}`,
    `fsync ${settings.fsync}, synchronous_commit ${settings.synchronous_commit}, full_page_writes ${settings.full_page_writes}; ` +
      `${roundsText(result.rounds)}, ${result.tookSeconds} s, commit ${result.commit ?? 'unknown'}${result.isQuick ? ', QUICK: not to be believed' : ''}`,
    `Generator: at most ${generator.ceilingPerSecond === null ? 'unknown' : whole(generator.ceilingPerSecond)} answers/s on this machine.`,
    `Other programs used ${result.othersCores?.toFixed(2) ?? 'an unknown number of'} cores meanwhile${(result.othersCores ?? 0) < 0.1 ? '.' : ': NOT A QUIET MACHINE.'}`,
    result.faults.length === 0
      ? 'Audits: every claim acknowledged is stored, every counter agrees.'
      : `AUDITS FAILED:\n  ${result.faults.join('\n  ')}`,
  ]
}

function detailText(one: FigureResult): string {
  const { losers, losersToldSoldOut } = one.extra
  if (losers !== undefined) return `, ${whole(losersToldSoldOut ?? 0)} told so`
  if (one.extra.logBytesPerClaim !== undefined)
    return `, ${whole(one.extra.logBytesPerClaim)} bytes of log a claim`
  return one.extra.busyShare === undefined || one.figure !== 'overload'
    ? ''
    : `, ${Math.round(one.extra.busyShare * 100)} % busy`
}

/** Processor time of server and store for one claim: hardly changed by other programs on the machine. */
function processorMicros({ cpu, perSecond }: ContestantResult): string {
  if (!cpu || perSecond.median === 0) return '–'
  const { server = 0, database = 0, redis = 0 } = cpu
  return whole(((server + database + redis) / perSecond.median) * 1e6)
}

function coresText(cores: Record<string, number> | null): string {
  if (!cores) return ''
  return Object.entries(cores)
    .filter(([, used]) => used >= 0.01)
    .map(([name, used]) => `${name} ${used.toFixed(2)}`)
    .join(', ')
}

export function barText(bar: Bar): string {
  return 'atLeast' in bar ? `≥ ${bar.atLeast}` : `≤ ${bar.atMost}`
}

export function roundsText(rounds: number): string {
  return rounds === 1 ? '1 round' : `${rounds} rounds`
}

export function ratio(value: number): string {
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

export function whole(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')
}

export function ms(value: number | null): string {
  if (value === null) return '–'
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

function range(spread: Spread): string {
  return `${whole(spread.min)}…${whole(spread.max)}`
}

/** Aligns columns by letter: l left, r right. */
export function columns(rows: readonly (readonly string[])[], alignment: string): string[] {
  const widths = [...alignment].map((_, at) => Math.max(...rows.map((row) => [...(row[at] ?? '')].length)))
  const lines = rows.map((row) =>
    [...alignment]
      .map((side, at) => {
        const text = row[at] ?? ''
        const gap = ' '.repeat((widths[at] ?? 0) - [...text].length)
        return side === 'r' ? gap + text : text + gap
      })
      .join('  ')
      .trimEnd(),
  )
  const [head = '', ...rest] = lines
  return [head, '─'.repeat(Math.max(...lines.map((line) => [...line].length))), ...rest]
}
