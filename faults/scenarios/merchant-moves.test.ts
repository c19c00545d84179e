import { afterAll, beforeAll, expect, it } from 'vitest'
import { pause } from '../shoppers/bank.ts'
import { baseSeed } from '../shoppers/random.ts'
import { untilTheRushIsOn } from '../world/faults.ts'
import { createMerchant } from '../world/merchant.ts'
import { playRound } from '../world/round.ts'
import { startWorld, type World } from '../world/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ servers: 2 })
})
afterAll(() => world.stop())

const seed = baseSeed
const rounds: ['close' | 'cancel', number][] = [
  ['close', seed],
  ['cancel', seed + 1],
  ['close', seed + 2],
]

it.each(rounds)(
  'the merchant restocks, withdraws, pauses, resumes, extends and in the end %ss in the middle of the rush (seed %i)',
  async (ending, seed) => {
    const { counts } = await playRound(world, {
      name: `merchant moves, ${ending}`,
      seed,
      plan: {
        shoppers: 400,
        items: 2,
        durationMs: 20_000,
        pauseMs: 1000,
        servers: 2,
        weights: { claim: 6, retry: 1, release: 4, lapse: 1, wait: 4, leave: 1, pay: 1, walk_away: 1 },
        twice: 0.2,
        givesUp: 0.1,
        maxQuantity: 2,
      },
      sale: { stock: 60, limit: 6, holdSeconds: 2, paySeconds: 2, closesInSeconds: 30 },
      async meanwhile(round) {
        const { random, startMs } = round
        const merchant = createMerchant(round)
        const aMoment = () => pause(random.int(20, 150))
        await untilTheRushIsOn(round)
        await merchant.extend(30)
        while (performance.now() < startMs + 2000) {
          await merchant.restock(random.int(0, 1), random.int(1, 20))
          await aMoment()
          await merchant.withdraw(random.int(0, 1), random.chance(0.5) ? null : random.int(1, 5))
          await aMoment()
        }
        await merchant.pause()
        await pause(random.int(200, 400))
        await merchant.restock(0, 10)
        await pause(random.int(200, 400))
        await merchant.resume()
        await aMoment()
        await merchant.restock(1, 5)
        await pause(random.int(200, 600))
        await merchant[ending]()
      },
    })
    for (const kind of ['claim not_open', 'claim closed', 'join_line new', 'claim new'])
      expect(counts.get(kind), kind).toBeGreaterThan(0)
    for (const move of ['extend extended', 'restock restocked', 'pause paused', 'resume resumed'])
      expect(counts.get(`merchant_move ${move}`), move).toBeGreaterThan(0)
  },
)
