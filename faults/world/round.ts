import type { Sql } from 'postgres'
import { createSale, type TestSale } from '../../e2e/support/sale.ts'
import { check } from '../check/check.ts'
import { readTables } from '../check/read-tables.ts'
import type { Exchange } from '../history/history.ts'
import { createRecorder, type Recorder, writeHistory } from '../history/recorder.ts'
import { createBank, pause } from '../shoppers/bank.ts'
import { makePlan, type PlanSettings } from '../shoppers/plan.ts'
import { baseSeed, createRandom, type Random } from '../shoppers/random.ts'
import { shop } from '../shoppers/shopper.ts'
import { keepHouse } from './housekeeping.ts'
import type { World } from './world.ts'

/** How long the shoppers go on after the last fault. */
const AFTER_FAULTS_MS = 1500

export type RoundSettings = {
  name: string
  seed: number
  plan: PlanSettings
  sale: SaleSettings
  /** Where phones send to, when it is not straight to the servers. */
  origins?: readonly string[]
  /** What happens to the system meanwhile; `startMs` is when the shoppers begin, by the recorder's clock. */
  meanwhile?: (round: Meanwhile) => Promise<void>
}

export type Meanwhile = {
  recorder: Recorder
  /** Of its own, so that the faults are the seed's too, and the shoppers' plan does not depend on them. */
  random: Random
  startMs: number
  saleId: string
  itemIds: readonly string[]
  sql: Sql
}

type SaleSettings = {
  /** Of every item, or of each. */
  stock: number | readonly number[]
  limit?: number
  holdSeconds?: number
  paySeconds?: number
  offerSeconds?: number
  /** Lapses that cost nothing, and for how many seconds others do. */
  lapsesForgiven?: number
  lapseWindowSeconds?: number
  closesInSeconds?: number
}

export type RoundReport = {
  exchanges: readonly Exchange[]
  /** How often each action ended in each way, such as `claim new`. */
  counts: ReadonlyMap<string, number>
}

/**
 * One sale, from its first tap to the verdict: shoppers do what the seed says, faults happen, and then the whole
 * history is held against the tables. Throws with the violations, the seed, and the path of the history.
 */
export async function playRound(world: World, settings: RoundSettings): Promise<RoundReport> {
  const { name, seed, sql } = { ...settings, sql: world.sql }
  const random = createRandom(seed ^ 0x5eed)
  const sale = await openSale(sql, settings.sale, settings.plan.items)
  const itemIds = sale.items.map((item) => item.id)
  const recorder = createRecorder()
  const bank = createBank(sql, recorder)
  const house = keepHouse(sql, bank)
  let isOver = false
  const shopAt = {
    saleId: sale.id,
    itemIds,
    origins: settings.origins ?? world.servers.map((server) => server.origin),
    passSecret: world.database.config.keys.passSecret,
    recorder,
    bank,
    isOver: () => isOver,
  }
  const startMs = performance.now()
  const shoppers = makePlan(seed, settings.plan).map((plan) => shop(plan, shopAt, startMs))
  const troubles = settings.meanwhile?.({ recorder, random, startMs, saleId: sale.id, itemIds, sql })
  // On a slow machine faults take longer: the rush goes on until a while after them, as long as the plan reaches.
  const end = troubles
    ?.then(() => pause(AFTER_FAULTS_MS))
    .finally(() => {
      isOver = true
    })
  await Promise.all([...shoppers, end])
  await house.stop()
  if (house.problems.length > 0) throw new Error(`${name}, seed ${seed}: ${house.problems.join('; ')}`)

  const violations = check(recorder.history(), await readTables(sql, sale.id))
  const report = { exchanges: recorder.exchanges(), counts: countOutcomes(recorder.exchanges()) }
  if (violations.length > 0) {
    const path = writeHistory(`${name.replaceAll(' ', '-')}-${seed}`, recorder.history())
    const perRule = Map.groupBy(violations, (violation) => violation.rule)
    const first = [...perRule.values()]
      .flatMap((same) => same.slice(0, 4))
      .map(({ rule, detail }) => `  ${rule} (${perRule.get(rule)?.length}): ${detail}`)
    throw new Error(
      `${name}: ${violations.length} violations (seed ${seed} of FAULT_SEED=${baseSeed}, history in ${path})\n${first.join('\n')}`,
    )
  }
  say(`${name}, seed ${seed}: ${describe(report.counts)}`)
  return report
}

async function openSale(sql: Sql, settings: SaleSettings, items: number): Promise<TestSale> {
  const sale = await createSale(sql, {
    ...settings,
    items: Array.from({ length: items }, (_, number) => ({
      name: `Thing ${number}`,
      stock: typeof settings.stock === 'number' ? settings.stock : (settings.stock[number] ?? 0),
      limitPerShopper: settings.limit ?? 3,
    })),
  })
  await sql`
    update sales set offer_seconds = ${settings.offerSeconds ?? 2}, lapses_forgiven = ${settings.lapsesForgiven ?? 3},
      lapse_window_seconds = ${settings.lapseWindowSeconds ?? 10}
    where id = ${sale.id}`
  return sale
}

function countOutcomes(exchanges: readonly Exchange[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { action, outcome } of exchanges) {
    const kind = `${action} ${outcome?.code ?? 'unanswered'}`
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return counts
}

function describe(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')
}

export function say(line: string): void {
  process.stdout.write(`  ${line}\n`)
}
