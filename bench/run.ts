import type { FigureName } from './arguments.ts'
import type { BenchDatabase } from './database/database.ts'
import type { LoadPlan, LoadResult } from './load/plan.ts'
import type { Generator } from './processes/generator.ts'
import type { Server } from './processes/server.ts'
import { coresBetween, readMemoryMib, readUsage, type UsageClock } from './processes/usage.ts'

/** One measured run: what was asked of whom, in which round, and what came of it. */
export type Run = {
  figure: FigureName
  /** Within the figure: the contestant, or which of the runs it compares. */
  what: string
  round: number
  perSecond: number
  p50Ms: number | null
  p99Ms: number | null
  statuses: Record<string, number>
  timedOut: number
  /** Cores used while measuring; null where there is no /proc. */
  cores: Record<string, number> | null
  /** Of the server, after the run. */
  memoryMib: number | null
  /** Shares and counts that only this figure has. */
  extra?: Record<string, number | null>
  /** What the audit after the run found wrong; absent where there is nothing to audit. */
  auditFaults?: string[]
}

/** Everything the figures work with. */
export type Bench = {
  database: BenchDatabase
  generator: Generator
  /** A second one, for the few requests whose latency is watched while the first one makes noise. */
  probe: Generator
  servers: ReadonlyMap<string, Server>
  /** Processes whose use of the processor is shown beside the server's. */
  stores: Readonly<Record<string, number>>
  runs: Run[]
  isQuick: boolean
  /** Prints a line of progress. */
  note(run: Run): void
}

export const CLIENTS = 256
const TIMEOUT_MS = 10_000
/** How many requests to prepare: twice what this server did last time, this many at first, and never fewer than so many. */
const FIRST_GUESS_PER_SECOND = 60_000
const LEAST_PER_SECOND = 3000

const lastPerSecond = new Map<string, number>()

export type Load = Pick<LoadPlan, 'requests'> &
  Partial<LoadPlan> & {
    isProbe?: boolean
    onMeasuring?: () => void
  }

export type Measured = LoadResult & { cores: Record<string, number> | null; memoryMib: number | null }

/** Runs a load against a server and reads what it cost. Two seconds after a short warm-up unless told otherwise. */
export async function measure(bench: Bench, server: Server, load: Load): Promise<Measured> {
  const { isProbe, onMeasuring, ...given } = load
  const plan = {
    connections: CLIENTS,
    warmUpMs: bench.isQuick ? 200 : 400,
    measureMs: bench.isQuick ? 700 : 2000,
    timeoutMs: TIMEOUT_MS,
    ...given,
  }
  const key = `${server.name} ${plan.requests.kind}`
  const guess = lastPerSecond.get(key)
  const expected = guess === undefined ? FIRST_GUESS_PER_SECOND : Math.max(LEAST_PER_SECOND, guess * 2)
  const perSecond = plan.ratePerSecond ?? expected
  const seconds = (plan.warmUpMs + plan.measureMs) / 1000 + 0.3
  const requestsMax = Math.ceil(perSecond * seconds) + plan.connections
  const generator = isProbe ? bench.probe : bench.generator
  const roots = { generator: generator.pid, server: server.pid, ...bench.stores, ours: process.pid }
  let before: UsageClock | null = null
  let after: UsageClock | null = null
  const result = await generator.run({ requestsMax, ...plan, port: server.port }, (phase) => {
    if (phase === 'measuring') {
      before = readUsage(roots)
      onMeasuring?.()
    } else after = readUsage(roots)
  })
  if (plan.ratePerSecond === undefined) lastPerSecond.set(key, result.perSecond)
  return { ...result, cores: coresBetween(before, after), memoryMib: readMemoryMib(server.pid) }
}

/** Keeps a run and shows it. */
export function keep(
  bench: Bench,
  name: Pick<Run, 'figure' | 'what' | 'round'>,
  measured: Measured,
  more: Partial<Run> = {},
): Run {
  const { perSecond, p50Ms, p99Ms, statuses, timedOut, cores, memoryMib } = measured
  const run: Run = { ...name, perSecond, p50Ms, p99Ms, statuses, timedOut, cores, memoryMib, ...more }
  if (perSecond === 0) run.auditFaults = [...(run.auditFaults ?? []), 'nothing was answered while measuring']
  bench.runs.push(run)
  bench.note(run)
  return run
}

export function requireServer(bench: Bench, name: string): Server {
  const server = bench.servers.get(name)
  if (!server) throw new Error(`${name} is not running`)
  return server
}
