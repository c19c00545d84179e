import { expect, test } from 'vitest'
import type { Run } from '../run.ts'
import { computeRatios, isReached, RATIO_NAMES, RATIOS, ratioPerRound } from './ratios.ts'

function run(
  figure: Run['figure'],
  what: string,
  round: number,
  perSecond: number,
  p99Ms: number | null = null,
): Run {
  return {
    figure,
    what,
    round,
    perSecond,
    p50Ms: null,
    p99Ms,
    statuses: {},
    timedOut: 0,
    cores: null,
    memoryMib: null,
  }
}

test('a ratio is the median of ratios within rounds, not a ratio of medians', () => {
  const runs = [
    run('hot', 'fast-lane', 0, 100),
    run('hot', 'fastify-redis', 0, 50),
    run('hot', 'fast-lane', 1, 10),
    run('hot', 'fastify-redis', 1, 20),
    run('hot', 'fast-lane', 2, 300),
    run('hot', 'fastify-redis', 2, 100),
  ]
  expect(ratioPerRound(runs, RATIOS.vs_fastify_redis)).toEqual([2, 0.5, 3])
  const made = computeRatios(runs, {})
  expect(made.ratios.vs_fastify_redis).toBe(2)
  expect(made.spread.vs_fastify_redis).toEqual({ median: 2, min: 0.5, max: 3, rounds: [2, 0.5, 3] })
})

test('a round with one side only does not count', () => {
  const runs = [run('hot', 'fast-lane', 0, 100), run('hot', 'tutorial', 1, 5)]
  expect(ratioPerRound(runs, RATIOS.vs_tutorial)).toEqual([])
  expect(computeRatios(runs, {}).reasons.vs_tutorial).toBe('no round has both sides')
})

test('what was not run is null with a sentence, and every key is there', () => {
  const made = computeRatios([run('hot', 'fast-lane', 0, 100)], {
    'fastify-redis': 'redis-server was not found on the PATH',
  })
  expect(Object.keys(made.ratios)).toEqual(RATIO_NAMES)
  expect(Object.values(made.ratios).every((value) => value === null)).toBe(true)
  expect(made.reasons.vs_fastify_redis).toBe('redis-server was not found on the PATH')
  for (const name of RATIO_NAMES) expect(made.reasons[name], name).toBeTruthy()
})

test('the keys are those that others read', () => {
  expect(RATIO_NAMES).toEqual([
    'vs_fastify_redis',
    'vs_tutorial',
    'vs_bare_node',
    'sold_out_vs_bare_node',
    'losers_p99_vs_idle_p99',
    'snapshot_vs_bare_node',
    'ten_million_vs_ten_thousand',
    'hundred_items_vs_one',
    'overload_p99_ratio',
  ])
})

test('latency ratios come from p99, and a lower one is better there', () => {
  const runs = [run('overload', 'at 80 %', 0, 1000, 5), run('overload', 'at 200 %', 0, 1000, 15)]
  expect(computeRatios(runs, {}).ratios.overload_p99_ratio).toBe(3)
  expect(isReached(3, { atMost: 4 })).toBe(true)
  expect(isReached(5, { atMost: 4 })).toBe(false)
  expect(isReached(1.19, { atLeast: 1.2 })).toBe(false)
  expect(isReached(null, { atLeast: 1 })).toBeNull()
})
