import { afterAll, beforeAll, expect, it } from 'vitest'
import { baseSeed } from '../shoppers/random.ts'
import { playRound } from '../world/round.ts'
import { startWorld, type World } from '../world/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ servers: 2 })
})
afterAll(() => world.stop())

const seed = baseSeed

it.each([seed, seed + 1, seed + 2])(
  'two servers on one database keep every promise, every second request sent to both at once (seed %i)',
  async (seed) => {
    const { counts } = await playRound(world, {
      name: 'two servers',
      seed,
      plan: {
        shoppers: 150,
        items: 2,
        durationMs: 3000,
        pauseMs: 300,
        servers: 2,
        weights: {
          claim: 5,
          burst: 2,
          retry: 2,
          release: 3,
          lapse: 1,
          wait: 3,
          leave: 1,
          pay: 2,
          pay_late: 1,
          decline: 1,
          walk_away: 1,
        },
        twice: 0.5,
        givesUp: 0.1,
        maxQuantity: 3,
      },
      sale: { stock: 120, holdSeconds: 2, paySeconds: 2 },
    })
    expect(counts.get('claim new')).toBeGreaterThan(50)
    expect(counts.get('claim repeated')).toBeGreaterThan(50)
  },
)
