import type { FigureName } from '../arguments.ts'
import type { Run } from '../run.ts'
import { rounded, type Spread, spreadOf } from './spread.ts'

type Side = { figure: FigureName; what: string; of: 'perSecond' | 'p99Ms' }
export type Bar = { atLeast: number } | { atMost: number }
export type RatioKind = { title: string; above: Side; below: Side; bar: Bar }

const hot = (what: string): Side => ({ figure: 'hot', what, of: 'perSecond' })

/** Every figure of the design's table: what is divided by what, and what it has to be. */
export const RATIOS = {
  vs_fastify_redis: {
    title: 'One hot item, durable ÷ Fastify + Redis Lua, not durable',
    above: hot('fast-lane'),
    below: hot('fastify-redis'),
    bar: { atLeast: 1.2 },
  },
  vs_tutorial: {
    title: 'One hot item ÷ the tutorial way (a transaction per claim in a Next route)',
    above: hot('fast-lane'),
    below: hot('tutorial'),
    bar: { atLeast: 20 },
  },
  vs_bare_node: {
    title: 'One hot item ÷ bare Node',
    above: hot('fast-lane'),
    below: hot('bare-node'),
    bar: { atLeast: 0.5 },
  },
  sold_out_vs_bare_node: {
    title: 'Sold-out answers ÷ bare Node',
    above: { figure: 'sold-out', what: 'fast-lane', of: 'perSecond' },
    below: { figure: 'sold-out', what: 'bare-node', of: 'perSecond' },
    bar: { atLeast: 0.7 },
  },
  losers_p99_vs_idle_p99: {
    title: 'p99 of winners among 100,000 losers ÷ alone',
    above: { figure: 'losers', what: 'winners, among 100,000 losers', of: 'p99Ms' },
    below: { figure: 'losers', what: 'winners, nobody else', of: 'p99Ms' },
    bar: { atMost: 3 },
  },
  snapshot_vs_bare_node: {
    title: 'Snapshot reads ÷ bare Node, answers of equal size',
    above: { figure: 'snapshot', what: 'fast-lane', of: 'perSecond' },
    below: { figure: 'snapshot', what: 'bare-node', of: 'perSecond' },
    bar: { atLeast: 0.8 },
  },
  ten_million_vs_ten_thousand: {
    title: 'Claims/s with 10,000,000 stored ÷ with 10,000',
    above: { figure: 'ten-million', what: '10,000,000 stored', of: 'perSecond' },
    below: { figure: 'ten-million', what: '10,000 stored', of: 'perSecond' },
    bar: { atLeast: 0.9 },
  },
  hundred_items_vs_one: {
    title: 'Claims/s over 100 items ÷ one item',
    above: { figure: 'hundred', what: 'a hundred items', of: 'perSecond' },
    below: { figure: 'hundred', what: 'one item', of: 'perSecond' },
    bar: { atLeast: 1 },
  },
  overload_p99_ratio: {
    title: 'p99 of the accepted at twice saturation ÷ at 80 %',
    above: { figure: 'overload', what: 'at 200 %', of: 'p99Ms' },
    below: { figure: 'overload', what: 'at 80 %', of: 'p99Ms' },
    bar: { atMost: 4 },
  },
} satisfies Record<string, RatioKind>

export type RatioName = keyof typeof RATIOS
export const RATIO_NAMES = Object.keys(RATIOS) as RatioName[]

export type Ratios = {
  ratios: Record<RatioName, number | null>
  spread: Record<RatioName, Spread | null>
  /** Why a ratio is null. */
  reasons: Partial<Record<RatioName, string>>
  bars: Record<RatioName, Bar>
}

/** Each ratio is computed within a round, from runs that were minutes at most apart; then the median over rounds is taken. */
export function computeRatios(runs: readonly Run[], missing: Readonly<Record<string, string>>): Ratios {
  const made: Ratios = {
    ratios: {} as Ratios['ratios'],
    spread: {} as Ratios['spread'],
    reasons: {},
    bars: {} as Ratios['bars'],
  }
  for (const name of RATIO_NAMES) {
    const kind: RatioKind = RATIOS[name]
    const spread = spreadOf(ratioPerRound(runs, kind))
    made.spread[name] = spread
    made.ratios[name] = spread?.median ?? null
    made.bars[name] = kind.bar
    if (!spread) made.reasons[name] = reasonFor(kind, runs, missing)
  }
  return made
}

/** The ratio of every round that has both sides. */
export function ratioPerRound(runs: readonly Run[], kind: RatioKind): number[] {
  const rounds = [...new Set(runs.map((run) => run.round))].toSorted((a, b) => a - b)
  return rounds.flatMap((round) => {
    const above = valueIn(runs, kind.above, round)
    const below = valueIn(runs, kind.below, round)
    return above === null || below === null || below === 0 ? [] : [rounded(above / below)]
  })
}

function valueIn(runs: readonly Run[], side: Side, round: number): number | null {
  const run = runs.find((one) => one.figure === side.figure && one.what === side.what && one.round === round)
  return run?.[side.of] ?? null
}

function reasonFor(kind: RatioKind, runs: readonly Run[], missing: Readonly<Record<string, string>>): string {
  for (const side of [kind.above, kind.below]) {
    const why = missing[side.what] ?? missing[side.figure]
    if (why) return why
    if (!runs.some((run) => run.figure === side.figure && run.what === side.what))
      return `"${side.what}" of the figure "${side.figure}" was not run`
  }
  return 'no round has both sides'
}

/** True when the ratio is what it has to be; null when it was not measured. */
export function isReached(value: number | null, bar: Bar): boolean | null {
  if (value === null) return null
  return 'atLeast' in bar ? value >= bar.atLeast : value <= bar.atMost
}
