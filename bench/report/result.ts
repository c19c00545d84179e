import type { HotRowRun } from '../figures/hot-row.ts'
import type { Run } from '../run.ts'
import type { Bar, RatioName, Ratios } from './ratios.ts'
import { rounded, type Spread, spreadOf } from './spread.ts'

export type Machine = {
  cpu: string
  cores: number
  memoryGiB: number
  os: string
  node: string
  postgres: string
  redis: string | null
  /** Of the running Postgres: what decides the cost of a commit. */
  settings: Record<string, string>
}

export type ContestantResult = {
  name: string
  what: string
  isDurable: boolean
  perSecond: Spread
  p50Ms: number | null
  p99Ms: number | null
  /** Median cores used while measuring: generator, server and what stores for it; null where there is no /proc. */
  cpu: Record<string, number> | null
  audits: { passed: number; failed: number }
}

/** The other figures: medians of each of the runs that are compared. */
export type FigureResult = {
  figure: string
  what: string
  perSecond: Spread
  p50Ms: number | null
  p99Ms: Spread | null
  cpu: Record<string, number> | null
  memoryMib: number | null
  extra: Record<string, number>
  audits: { passed: number; failed: number }
}

export type HotRowResult = {
  connections: number
  perTransaction: number
  perSecond: Spread
  p99Ms: number
}

export type Result = {
  at: string
  commit: string | null
  isQuick: boolean
  tookSeconds: number
  machine: Machine
  rounds: number
  /** What the generator reaches against a responder without an HTTP server: what it could have measured. */
  generator: { ceilingPerSecond: number | null; how: string }
  contestants: ContestantResult[]
  figures: FigureResult[]
  hotRow: HotRowResult[]
  ratios: Record<RatioName, number | null>
  bars: Record<RatioName, Bar>
  spread: Record<RatioName, Spread | null>
  reasons: Partial<Record<RatioName, string>>
  /** Median cores that programs other than the benchmark's used while it measured; null where there is no /proc. */
  othersCores: number | null
  /** What audits found; empty, or the benchmark fails. */
  faults: string[]
}

const none: Spread = { median: 0, min: 0, max: 0, rounds: [] }

export function summariseContestant(
  contestant: Pick<ContestantResult, 'name' | 'what' | 'isDurable'>,
  runs: readonly Run[],
): ContestantResult {
  const own = runs.filter((run) => run.figure === 'hot' && run.what === contestant.name)
  return {
    name: contestant.name,
    what: contestant.what,
    isDurable: contestant.isDurable,
    perSecond: spreadOf(own.map((run) => run.perSecond)) ?? none,
    p50Ms: medianOf(own.map((run) => run.p50Ms)),
    p99Ms: medianOf(own.map((run) => run.p99Ms)),
    cpu: medianCores(own),
    audits: countAudits(own),
  }
}

export function summariseFigures(runs: readonly Run[]): FigureResult[] {
  const others = runs.filter((run) => run.figure !== 'hot')
  const names = [...new Set(others.map((run) => `${run.figure}\n${run.what}`))]
  return names.map((name) => {
    const [figure = '', what = ''] = name.split('\n')
    const own = others.filter((run) => run.figure === figure && run.what === what)
    const p99s = own.map((run) => run.p99Ms).filter((value) => value !== null)
    return {
      figure,
      what,
      perSecond: spreadOf(own.map((run) => run.perSecond)) ?? none,
      p50Ms: medianOf(own.map((run) => run.p50Ms)),
      p99Ms: spreadOf(p99s),
      cpu: medianCores(own),
      memoryMib: medianOf(own.map((run) => run.memoryMib)),
      extra: medianByKey(own.map((run) => run.extra ?? {})),
      audits: countAudits(own),
    }
  })
}

export function summariseHotRow(runs: readonly HotRowRun[]): HotRowResult[] {
  const keys = [...new Set(runs.map((run) => `${run.perTransaction} ${run.connections}`))]
  return keys.map((key) => {
    const own = runs.filter((run) => `${run.perTransaction} ${run.connections}` === key)
    const [perTransaction = 0, connections = 0] = key.split(' ').map(Number)
    return {
      connections,
      perTransaction,
      perSecond: spreadOf(own.map((run) => run.perSecond)) ?? none,
      p99Ms: medianOf(own.map((run) => run.p99Ms)) ?? 0,
    }
  })
}

/** The parts of a result that follow from the ratios. */
export function ratioParts(made: Ratios): Pick<Result, 'ratios' | 'bars' | 'spread' | 'reasons'> {
  return { ratios: made.ratios, bars: made.bars, spread: made.spread, reasons: made.reasons }
}

export function medianOthers(runs: readonly Run[]): number | null {
  return medianOf(runs.map((run) => run.cores?.others ?? null))
}

function medianOf(values: readonly (number | null)[]): number | null {
  return spreadOf(values.filter((value) => value !== null))?.median ?? null
}

function medianCores(runs: readonly Run[]): Record<string, number> | null {
  if (runs.some((run) => run.cores === null)) return null
  return medianByKey(runs.map((run) => run.cores ?? {}))
}

function medianByKey(records: readonly Record<string, number | null>[]): Record<string, number> {
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))]
  return Object.fromEntries(
    keys.flatMap((key) => {
      const median = medianOf(records.map((record) => record[key] ?? null))
      return median === null ? [] : [[key, rounded(median)]]
    }),
  )
}

function countAudits(runs: readonly Run[]): { passed: number; failed: number } {
  const audited = runs.filter((run) => run.auditFaults !== undefined)
  const failed = audited.filter((run) => run.auditFaults?.length !== 0).length
  return { passed: audited.length - failed, failed }
}
