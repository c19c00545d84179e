import { afterAll, beforeAll, expect, it } from 'vitest'
import { baseSeed, createRandom } from '../shoppers/random.ts'
import { startBadLine } from '../world/bad-line.ts'
import { playRound, say } from '../world/round.ts'
import { startWorld, type World } from '../world/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ servers: 2 })
})
afterAll(() => world.stop())

const seed = baseSeed

it.each([seed, seed + 1, seed + 2])(
  'answers cut in the middle, late, or after the phone gave up, every request sent twice: still one claim each (seed %i)',
  async (seed) => {
    const lines = await Promise.all(
      world.servers.map((server, number) =>
        startBadLine({
          port: Number(new URL(server.origin).port),
          random: createRandom(seed + 1000 * (number + 1)),
          cut: 0.15,
          delayed: 0.3,
          delayMs: 300,
          requestsCut: 0.05,
        }),
      ),
    )
    try {
      const { counts } = await playRound(world, {
        name: 'bad lines',
        seed,
        plan: {
          shoppers: 100,
          items: 2,
          durationMs: 3000,
          pauseMs: 300,
          servers: 2,
          weights: { claim: 6, burst: 1, retry: 2, release: 3, pay: 1, lapse: 1 },
          twice: 0.7,
          givesUp: 0.3,
          maxQuantity: 2,
        },
        sale: { stock: 150, limit: 4, holdSeconds: 2, paySeconds: 2 },
        origins: lines.map((line) => line.origin),
      })
      for (const [number, { done }] of lines.entries()) say(`line ${number + 1}: ${JSON.stringify(done)}`)
      expect(counts.get('claim gave_up')).toBeGreaterThan(10)
      expect(counts.get('claim repeated')).toBeGreaterThan(50)
      for (const { done } of lines) {
        expect(done.cut).toBeGreaterThan(20)
        expect(done.delayed).toBeGreaterThan(20)
        expect(done.requestsCut).toBeGreaterThan(5)
      }
    } finally {
      await Promise.all(lines.map((line) => line.close()))
    }
  },
)
