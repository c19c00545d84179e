import { afterAll, beforeAll, expect, it } from 'vitest'
import { baseSeed } from '../shoppers/random.ts'
import { hurryDeclines } from '../world/faults.ts'
import { playRound, say } from '../world/round.ts'
import { startWorld, type World } from '../world/world.ts'

const DURATION_MS = 4500

let world: World
beforeAll(async () => {
  world = await startWorld({ servers: 1 })
})
afterAll(() => world.stop())

const seed = baseSeed

it.each([seed, seed + 1, seed + 2])(
  'claims that run out while they are being paid are paid for once or given back with the money, never both (seed %i)',
  async (seed) => {
    const { counts } = await playRound(world, {
      name: 'late payments',
      seed,
      plan: {
        shoppers: 100,
        items: 2,
        durationMs: DURATION_MS,
        pauseMs: 400,
        servers: 1,
        weights: {
          claim: 6,
          release: 1,
          wait: 2,
          pay_late: 3,
          decline_then_pay: 4,
          decline: 1,
          walk_away: 2,
        },
        twice: 0.1,
        givesUp: 0.05,
        maxQuantity: 2,
      },
      sale: { stock: 60, limit: 2, holdSeconds: 1, paySeconds: 1, offerSeconds: 1, lapsesForgiven: 100 },
      meanwhile: (round) => hurryDeclines(round, DURATION_MS),
    })
    for (const kind of ['settle_order settled', 'settle_order duplicate', 'cancel_order cancelled'])
      expect(counts.get(kind), kind).toBeGreaterThan(10)
  },
)

// Over all rounds: of claims taken again a single round has four, so that now and then it has none.
it('money that came after the claim had run out went both ways: units taken again, and money given back', async () => {
  const [row] = await world.sql<{ retaken: number; refunds: number }[]>`
    select (select count(*)::int from stock_movements where cause = 'paid late') as retaken,
      (select count(*)::int from money_entries where kind = 'refunded') as refunds`
  say(`${row?.retaken} claims were taken again, ${row?.refunds} payments refunded`)
  expect(row?.retaken).toBeGreaterThan(0)
  expect(row?.refunds).toBeGreaterThan(0)
})
