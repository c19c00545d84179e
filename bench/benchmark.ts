import { say } from '../local/say.ts'
import type { Arguments, FigureName } from './arguments.ts'
import { contestants } from './contestants/contestants.ts'
import { hotItem } from './figures/hot-item.ts'
import { type HotRowRun, hotRow } from './figures/hot-row.ts'
import { hundredItems } from './figures/hundred-items.ts'
import { overload } from './figures/overload.ts'
import { snapshot } from './figures/snapshot.ts'
import { losers, soldOut } from './figures/sold-out.ts'
import { tenMillion } from './figures/ten-million.ts'
import { describeCommit, describeMachine } from './machine.ts'
import { computeRatios } from './report/ratios.ts'
import {
  medianOthers,
  type Result,
  ratioParts,
  summariseContestant,
  summariseFigures,
  summariseHotRow,
} from './report/result.ts'
import { renderRun, renderTable } from './report/table.ts'
import { writeResult } from './report/write.ts'
import { type Bench, measure, requireServer } from './run.ts'
import type { Field } from './setup.ts'

/** One round of each figure, in this order. */
const FIGURE: Record<
  Exclude<FigureName, 'hot-row'>,
  (bench: Bench, field: Field, round: number) => Promise<void>
> = {
  hot: (bench, { ground }, round) => hotItem(bench, ground, round),
  'sold-out': (bench, { ground }, round) => soldOut(bench, ground, round),
  losers: (bench, { ground }, round) => losers(bench, ground, round),
  snapshot: (bench, _field, round) => snapshot(bench, round),
  hundred: (bench, { ground }, round) => hundredItems(bench, ground, round),
  overload: (bench, { ground }, round) => overload(bench, ground, round),
  'ten-million': (bench, { ground }, round) => tenMillion(bench, ground, round),
}

/** Measures all rounds and reports; 0 when every audit passed. */
export async function benchmark(args: Arguments, field: Field): Promise<number> {
  const began = performance.now()
  const { database, redis, generator, probe, servers } = field
  const bench: Bench = {
    database,
    generator,
    probe,
    servers,
    stores: { database: database.postmasterPid, ...(redis ? { redis: redis.pid } : {}) },
    runs: [],
    isQuick: args.isQuick,
    note: (run) => say(renderRun(run)),
  }
  for (const why of new Set(Object.values(field.missing))) say(`Left out: ${why}.`)
  await warmUp(bench, field)
  const hotRows: HotRowRun[] = []
  const ceilings: number[] = []
  for (let round = 0; round < args.rounds; round += 1) {
    say(`\nRound ${round + 1} of ${args.rounds}`)
    ceilings.push(await measureCeiling(bench))
    for (const name of args.figures) {
      if (name !== 'hot-row') await FIGURE[name](bench, field, round)
      else hotRows.push(...(await hotRow(database, round, args.isQuick)))
    }
  }
  const result: Result = {
    at: new Date().toISOString(),
    commit: describeCommit(),
    isQuick: args.isQuick,
    tookSeconds: Math.round((performance.now() - began) / 1000),
    machine: describeMachine(database, redis?.version ?? null),
    rounds: args.rounds,
    generator: { ceilingPerSecond: Math.max(...ceilings), how: CEILING },
    contestants: contestants
      .filter((contestant) => bench.runs.some((run) => run.figure === 'hot' && run.what === contestant.name))
      .map((contestant) => summariseContestant(contestant, bench.runs)),
    figures: summariseFigures(bench.runs),
    hotRow: summariseHotRow(hotRows),
    ...ratioParts(computeRatios(bench.runs, field.missing)),
    othersCores: medianOthers(bench.runs),
    faults: bench.runs.flatMap((run) =>
      (run.auditFaults ?? []).map((fault) => `${run.figure}, ${run.what}, round ${run.round + 1}: ${fault}`),
    ),
  }
  say(`\n${renderTable(result)}`)
  writeResult(result, args.isWhole && result.faults.length === 0)
  return result.faults.length === 0 ? 0 : 1
}

const CEILING =
  'The most of the rounds that the same generator reached against a responder without an HTTP server. ' +
  'While a server is measured, the generator uses the part of a core given as `generator` under cpu.'

async function measureCeiling(bench: Bench): Promise<number> {
  const { perSecond } = await measure(bench, requireServer(bench, 'responder'), {
    requests: { kind: 'get', path: '/' },
    warmUpMs: 200,
    measureMs: 700,
    requestsMax: 400_000,
  })
  return perSecond
}

/** One unmeasured run of each contestant: what V8, Postgres and Redis learn of their work is learned before round 1. */
async function warmUp(bench: Bench, field: Field): Promise<void> {
  say('Warming up …')
  const rehearsal: Bench = { ...bench, runs: [], note: () => undefined }
  await hotItem(rehearsal, field.ground, 0)
}
