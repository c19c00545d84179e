import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Action } from '../history/history.ts'
import { baseSeed } from '../shoppers/random.ts'
import { hurryDeclines } from '../world/faults.ts'
import { playRound, type RoundReport } from '../world/round.ts'
import { startWorld, type World } from '../world/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ servers: 2 })
})
afterAll(() => world.stop())

const DURATION_MS = 60_000

/** At least so many of each, a fraction of what a busy machine does, or the run has shown nothing. */
const AT_LEAST: Record<string, number> = {
  'claim new': 1000,
  'claim repeated': 300,
  'claim all_held': 500,
  'claim sold_out': 100,
  'claim limit_reached': 100,
  // The quicker the answers, the fewer leave before theirs: some 600 on a busy machine, 73 on a quiet one.
  'claim gave_up': 10,
  'release done': 200,
  'join_line new': 300,
  'join_line repeated': 50,
  'join_line sold_out': 20,
  'leave_line done': 50,
  'open_order opened': 300,
  'settle_order settled': 300,
  'settle_order duplicate': 20,
  'decline_order declined': 20,
  'cancel_order cancelled': 10,
}

const seed = baseSeed

it(`2,000 shoppers do as they like for a minute on two servers, and nothing is found (seed ${seed})`, async () => {
  const report = await playRound(world, {
    name: 'big sale',
    seed,
    plan: {
      shoppers: 2000,
      items: 8,
      durationMs: DURATION_MS,
      pauseMs: 5000,
      servers: 2,
      weights: {
        claim: 8,
        burst: 1,
        buy: 5,
        retry: 2,
        release: 3,
        lapse: 3,
        wait: 4,
        leave: 1,
        pay: 3,
        pay_late: 1,
        decline: 1,
        decline_then_pay: 1,
        walk_away: 1,
      },
      twice: 0.1,
      givesUp: 0.1,
      maxQuantity: 3,
    },
    sale: {
      // From sold out in seconds to enough for most of the minute. A unit goes through many hands before somebody pays, so that five of
      // them were once not all sold when the minute was over.
      stock: [1, 2, 20, 50, 150, 300, 500, 900],
      holdSeconds: 4,
      paySeconds: 4,
      offerSeconds: 3,
      lapsesForgiven: 2,
      lapseWindowSeconds: 20,
    },
    meanwhile: (round) => hurryDeclines(round, DURATION_MS),
  })
  const few = Object.entries(AT_LEAST).filter(([kind, least]) => (report.counts.get(kind) ?? 0) < least)
  expect(few).toEqual([])
  const [row] = await world.sql<{ lapsed: number; offered: number; offersLapsed: number }[]>`
    select (select count(*)::int from stock_movements where cause = 'expired') as lapsed,
      (select count(*)::int from waits where claim_id is not null) as offered,
      (select count(*)::int from waits where status = 'lapsed') as "offersLapsed"`
  expect(row?.lapsed).toBeGreaterThan(200)
  expect(row?.offered).toBeGreaterThan(100)
  expect(row?.offersLapsed).toBeGreaterThan(20)
  for (const where of ['server 1', 'server 2'])
    expect(answeredBy(report, where, 'claim')).toBeGreaterThan(1000)
})

function answeredBy({ exchanges }: RoundReport, where: string, action: Action): number {
  return exchanges.filter((one) => one.where === where && one.action === action && one.outcome !== null)
    .length
}
