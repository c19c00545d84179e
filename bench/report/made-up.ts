import type { Run } from '../run.ts'
import { computeRatios } from './ratios.ts'
import { type Result, ratioParts, summariseContestant, summariseFigures, summariseHotRow } from './result.ts'

/** A result for tests, of two rounds, with made-up figures. */
export function madeUpResult(): Result {
  const runs: Run[] = [0, 1].flatMap((round) => [
    madeUpRun('hot', 'bare-node', round, 40_000 + round),
    { ...madeUpRun('hot', 'fast-lane', round, 25_000 + round), auditFaults: [] },
    { ...madeUpRun('hot', 'tutorial', round, 500 + round), auditFaults: [] },
    { ...madeUpRun('overload', 'at 80 %', round, 20_000), p99Ms: 10 },
    { ...madeUpRun('overload', 'at 200 %', round, 50_000), p99Ms: 30, extra: { busyShare: 0.5 } },
  ])
  const missing = { 'fastify-redis': 'redis-server was not found on the PATH' }
  return {
    at: '2026-01-02T03:04:05.000Z',
    commit: 'abc123',
    isQuick: false,
    tookSeconds: 300,
    machine: {
      cpu: 'A <processor> & more',
      cores: 2,
      memoryGiB: 24,
      os: 'Linux 6',
      node: 'v24.0.0',
      postgres: '17.10',
      redis: null,
      settings: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' },
    },
    rounds: 2,
    generator: { ceilingPerSecond: 120_000, how: 'made up' },
    contestants: ['bare-node', 'fast-lane', 'tutorial'].map((name) =>
      summariseContestant({ name, what: `about ${name}`, isDurable: name !== 'bare-node' }, runs),
    ),
    figures: summariseFigures(runs),
    hotRow: summariseHotRow([
      { connections: 1, perTransaction: 1, round: 0, perSecond: 500, p99Ms: 3 },
      { connections: 1, perTransaction: 500, round: 0, perSecond: 90_000, p99Ms: 9 },
    ]),
    ...ratioParts(computeRatios(runs, missing)),
    othersCores: 0.02,
    faults: [],
  }
}

function madeUpRun(figure: Run['figure'], what: string, round: number, perSecond: number): Run {
  return {
    figure,
    what,
    round,
    perSecond,
    p50Ms: 5,
    p99Ms: 12,
    statuses: { 201: perSecond },
    timedOut: 0,
    cores: { generator: 0.5, server: 1, database: 0.3 },
    memoryMib: 200,
  }
}
